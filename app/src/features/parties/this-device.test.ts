// What a device is called in the list of sessions.

import { expect, test } from 'vitest';

import { deviceName, devicePlatform, installationId } from './this-device.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

test.each([
  [IPHONE, 'iPhone · Safari', 'iphone'],
  [ANDROID, 'Android · Chrome', 'android'],
  ['curl/8', 'Web · Web', 'web'],
])('a device is called what a person would call it', (agent, name, platform) => {
  expect(deviceName(agent)).toBe(name);
  expect(devicePlatform(agent)).toBe(platform);
});

test('a device is the same one after signing out, and no other', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  const first = installationId(storage);
  expect(first).toMatch(/^[A-Za-z0-9_-]{22,64}$/);
  expect(installationId(storage)).toBe(first);
  kept.clear();
  expect(installationId(storage)).not.toBe(first);
});
