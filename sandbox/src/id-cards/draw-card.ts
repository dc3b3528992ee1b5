// Id cards of people who do not exist, for the demo and for tests. They have the fields of a real
// card and nothing that makes one genuine, and say on both sides that they are specimens.

import { encode } from 'jpeg-js';

import { outlinesOf } from './letters.ts';
import { fillOutlines, fillRectangle, newSheet, type Colour, type Sheet } from './paint.ts';

export type CardHolder = {
  readonly name: string;
  /** 18 characters by GB 11643; day of birth and sex follow from it. */
  readonly idNumber: string;
};

export type Validity = { readonly from: string; readonly until: string };

const WIDTH = 1_600;
const HEIGHT = 1_010;
const QUALITY = 88;
const PAPER: Colour = [236, 240, 242];
const INK: Colour = [24, 24, 28];
const LABEL: Colour = [52, 96, 140];
const MARK: Colour = [196, 60, 48];
const SHADE: Colour = [206, 212, 216];

/** The side with the name and the number, as a JPEG of a camera that looks straight at it. */
export function drawFront({ name, idNumber }: CardHolder): Uint8Array {
  const sheet = newSheet(WIDTH, HEIGHT, PAPER);
  const [year, month, day] = [
    idNumber.slice(6, 10),
    idNumber.slice(10, 12),
    idNumber.slice(12, 14),
  ];
  const sex = Number(idNumber[16]) % 2 === 1 ? '男' : '女';
  field(sheet, '姓名', name, 150);
  field(sheet, '性别', sex, 270);
  field(sheet, '出生', `${year} 年 ${Number(month)} 月 ${Number(day)} 日`, 390);
  field(sheet, '住址', '样本市样本区样本路 1 号', 510);
  write(sheet, '公民身份号码', { x: 110, y: 860, sizePx: 56 }, LABEL);
  write(sheet, idNumber, { x: 540, y: 864, sizePx: 72, spacingPx: 8 }, INK);
  portrait(sheet);
  mark(sheet, 690);
  return jpegOf(sheet);
}

/** The side with who issued it and until when it counts. */
export function drawBack({ from, until }: Validity): Uint8Array {
  const sheet = newSheet(WIDTH, HEIGHT, PAPER);
  mark(sheet, 330);
  write(sheet, '签发机关', { x: 300, y: 740, sizePx: 56 }, LABEL);
  write(sheet, '样本市公安局样本分局', { x: 640, y: 740, sizePx: 60 }, INK);
  write(sheet, '有效期限', { x: 300, y: 860, sizePx: 56 }, LABEL);
  write(sheet, `${dotted(from)}-${dotted(until)}`, { x: 640, y: 860, sizePx: 60 }, INK);
  return jpegOf(sheet);
}

function dotted(date: string): string {
  return date.replaceAll('-', '.');
}

function field(sheet: Sheet, label: string, value: string, y: number): void {
  write(sheet, label, { x: 110, y, sizePx: 56 }, LABEL);
  write(sheet, value, { x: 290, y, sizePx: 68 }, INK);
}

/** Nobody's face. */
function portrait(sheet: Sheet): void {
  fillRectangle(sheet, { x: 1_120, y: 130, width: 370, height: 480 }, SHADE);
}

function mark(sheet: Sheet, y: number): void {
  write(sheet, 'SPECIMEN 样本', { x: 600, y, sizePx: 84 }, MARK);
}

function write(
  sheet: Sheet,
  text: string,
  place: { x: number; y: number; sizePx: number; spacingPx?: number },
  colour: Colour,
): void {
  fillOutlines(sheet, outlinesOf(text, place), colour);
}

function jpegOf({ width, height, pixels }: Sheet): Uint8Array {
  return encode({ width, height, data: pixels }, QUALITY).data;
}
