// Values that live outside React, and those that survive a reload.

import { expect, test, vi } from 'vitest';

import { keptStore, storeOf } from './store.ts';

function memory(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    kept,
  };
}

test('listeners hear of a change until they leave', () => {
  const store = storeOf(1);
  const listener = vi.fn<() => void>();
  const leave = store.subscribe(listener);
  store.set(2);
  leave();
  store.set(3);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.get()).toBe(3);
});

test('a kept value is there again after a reload', () => {
  const storage = memory();
  keptStore('k', { a: 1 }, storage).set({ a: 2 });
  expect(keptStore('k', { a: 1 }, storage).get()).toEqual({ a: 2 });
});

test('what an older version kept gains what it did not know', () => {
  const storage = memory({ k: '{"a":2}' });
  expect(keptStore('k', { a: 1, b: 5 }, storage).get()).toEqual({ a: 2, b: 5 });
});

test('what cannot be read is forgotten', () => {
  expect(keptStore('k', 7, memory({ k: '{broken' })).get()).toBe(7);
});
