// Every pair of colours that text or shapes use can be told apart, in both themes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

function token(name: string, theme: 0 | 1): string {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
  const single = new RegExp(`--${name}: (#\\w+);`).exec(css);
  const value = pair?.[theme + 1] ?? single?.[1];
  if (value === undefined) throw new Error(`no token --${name}`);
  return value;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT_PAIRS = [
  ['text', 'page'],
  ['text', 'card'],
  ['text', 'raised'],
  ['text', 'sunken'],
  ['text', 'key'],
  ['text-soft', 'page'],
  ['text-soft', 'card'],
  ['text-soft', 'sunken'],
  ['brand', 'card'],
  ['brand', 'page'],
  ['brand', 'brand-tint'],
  ['on-brand', 'brand'],
  ['danger', 'card'],
  ['danger', 'danger-tint'],
  ['text', 'danger-tint'],
  ['on-danger', 'danger'],
  ['warn', 'warn-tint'],
  ['calm', 'calm-tint'],
  ['on-hero', 'hero'],
  ['on-hero-soft', 'hero'],
  ['gold', 'hero'],
  ['chart-1', 'card'],
] as const;

/** What is no text but must be seen: WCAG asks for 3:1. */
const SHAPE_PAIRS = [
  ['control', 'card'],
  ['chart-2', 'card'],
  ['chart-3', 'card'],
  ['chart-4', 'card'],
] as const;

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_, theme) => {
  test.each(TEXT_PAIRS)('%s is readable on %s', (front, ground) => {
    expect(contrast(token(front, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPE_PAIRS)('%s is seen on %s', (front, ground) => {
    expect(contrast(token(front, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});
