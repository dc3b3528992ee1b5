// Both languages are complete, say the same, and hold no word that no screen uses.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { en } from './en.ts';
import { zh } from './zh.ts';

const SOURCE = join(import.meta.dirname, '..');

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/(texts[\w-]*\.(en|zh)|\.test)\.tsx?$/.test(name))
  .map((name) => readFileSync(join(SOURCE, name), 'utf8'))
  .join('\n');

/** Patterns of words that are put together, such as `state_${state}` and `${answer}_why`. */
const composed = [...sources.matchAll(/`((?:\w+_|(?=\$\{\w+\}_))(?:\$\{[^`}]+\}\w*)+)`/g)].map(
  ([, template = '']) => new RegExp(`^${template.replaceAll(/\$\{[^}]+\}/g, '[a-z][\\w]*')}$`, 'i'),
);

function isUsed(key: string): boolean {
  return sources.includes(`'${key}'`) || composed.some((pattern) => pattern.test(key));
}

const places = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted();

describe.each(Object.keys(en) as (keyof typeof en)[])('the words of %s', (namespace) => {
  const english: Record<string, string> = en[namespace];
  const chinese: Record<string, string> = zh[namespace];

  test('exist in both languages', () => {
    expect(Object.keys(chinese).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  test('name the same places to fill', () => {
    for (const [key, text] of Object.entries(english)) {
      expect.soft(places(chinese[key] ?? ''), key).toEqual(places(text));
    }
  });

  test('say something, and Chinese is Chinese', () => {
    for (const [key, text] of Object.entries(chinese)) {
      expect.soft(english[key]?.trim(), key).not.toBe('');
      const said = text.replaceAll(/\{\{\w+\}\}/g, '');
      if (/\p{L}/u.test(said)) expect.soft(said, key).toMatch(/\p{Script=Han}/u);
    }
  });

  test('are all used', () => {
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
  });
});
