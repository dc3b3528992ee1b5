// The device store of a browser survives a reload and whatever else stands in local storage.

import { expect, test } from 'vitest';

import { browserDevice } from './device.ts';

/** Local storage as the standard describes it, for a program without a browser. */
function storage(entries: Record<string, string> = {}): Storage {
  const kept = new Map(Object.entries(entries));
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

test('what is saved is there after a reload, until cleared', () => {
  const local = storage();
  browserDevice('key', local).save({ secret: 's' });
  expect(browserDevice('key', local).load()).toEqual({ secret: 's' });
  expect(browserDevice('other', local).load()).toBeUndefined();
  browserDevice('key', local).clear();
  expect(browserDevice('key', local).load()).toBeUndefined();
});

test.each(['', '{', 'null', '1', '"text"', '{}', '{"secret":1}'])('%j is no device', (text) => {
  expect(browserDevice('key', storage({ key: text })).load()).toBeUndefined();
});
