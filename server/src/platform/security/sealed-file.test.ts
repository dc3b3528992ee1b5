// A sealed file opens where it belongs and nowhere else, also after its key was sealed anew.

import { expect, test } from 'vitest';
import { createKeyring } from './secrets.ts';
import { openFile, sealFile } from './sealed-file.ts';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });
const { secrets, replace } = createKeyring({ current: key('one', 1), older: [] });
const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => index % 251);

test('a file opens again, and looks different each time it is sealed', () => {
  const sealed = sealFile(secrets, bytes, 'row 1');
  expect(new Uint8Array(openFile(secrets, sealed, 'row 1'))).toEqual(bytes);
  expect(sealed.content.includes(Buffer.from(bytes.subarray(0, 64)))).toBe(false);
  expect(sealFile(secrets, bytes, 'row 1').content.equals(sealed.content)).toBe(false);
});

test('a file of another row, a changed one and a cut one do not open', () => {
  const sealed = sealFile(secrets, bytes, 'row 1');
  const changed = Buffer.from(sealed.content);
  changed[100] = (changed[100] ?? 0) ^ 1;
  const [other, cut] = [sealFile(secrets, bytes, 'row 2'), sealed.content.subarray(0, -1)];
  expect(() => openFile(secrets, sealed, 'row 2')).toThrow();
  expect(() => openFile(secrets, { ...sealed, content: changed }, 'row 1')).toThrow();
  expect(() => openFile(secrets, { ...sealed, content: cut }, 'row 1')).toThrow();
  expect(() => openFile(secrets, { ...sealed, content: other.content }, 'row 1')).toThrow();
});

test('a change of the master key leaves the file alone', () => {
  const sealed = sealFile(secrets, bytes, 'row 1');
  replace({ current: key('two', 2), older: [key('one', 1)] });
  const keySealed = secrets.seal(secrets.open(sealed.keySealed, 'row 1'), 'row 1');
  replace({ current: key('two', 2), older: [] });
  expect(new Uint8Array(openFile(secrets, { ...sealed, keySealed }, 'row 1'))).toEqual(bytes);
});
