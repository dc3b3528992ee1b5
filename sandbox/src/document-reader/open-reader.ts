// Reads pictures of id cards with Tesseract, in threads of its own that start with the first
// picture: Chinese for the words, digits alone for the number. One picture at a time; the models
// are files of packages, nothing is fetched.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { createWorker, PSM, type Line, type Worker } from 'tesseract.js';
import type { Worker as Thread } from 'node:worker_threads';

import { isNumberLine, readCard, type CardReading } from './read-card.ts';
import { shrink, startShrinking } from './shrink.ts';

export type Reader = {
  /** What could be read; undefined when a picture cannot be opened or takes too long. */
  readonly read: (front: Buffer, back: Buffer | null) => Promise<CardReading | undefined>;
  /** How many wait; a caller should send the next ones away. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
};

type Models = { readonly words: Worker; readonly digits: Worker; readonly shrinking: Thread };

/** Whoever asked has given up long before; it frees the threads from what they hang on. */
const READING_MS_MAX = 30_000;
const DIGITS = '0123456789X';
/** Of 20 names on specimens: 20 read right in this width, 16 in 1 000, 13 in 1 600 pixels. */
const WORDS_PX = 750;

/** A reader; its models are loaded when they are first needed. */
export function openReader(): Reader {
  let models: Promise<Models> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const close = async (): Promise<void> => {
    const running = await models?.catch(() => undefined);
    models = undefined;
    if (running === undefined) return;
    const { words, digits, shrinking } = running;
    await Promise.all([words, digits, shrinking].map((thread) => thread.terminate()));
  };
  const readNext = async (front: Buffer, back: Buffer | null) => {
    models ??= loadModels();
    const reading = await inTime(readBoth(await models, front, back));
    // A thread that thinks too long is not waited for; the next picture has new ones.
    if (reading === 'too late') await close();
    return reading === 'too late' ? undefined : reading;
  };
  return {
    read: (front, back) => {
      waiting += 1;
      const turn = last.then(() => readNext(front, back)).finally(() => void (waiting -= 1));
      last = turn.catch(() => undefined);
      return turn;
    },
    waiting: () => waiting,
    close,
  };
}

async function loadModels(): Promise<Models> {
  const [words, digits] = await Promise.all([load('chi_sim'), load('eng')]);
  await digits.setParameters({
    tessedit_char_whitelist: DIGITS,
    tessedit_pageseg_mode: PSM.SINGLE_LINE,
  });
  return { words, digits, shrinking: startShrinking() };
}

function load(language: 'chi_sim' | 'eng'): Promise<Worker> {
  const { resolve } = createRequire(import.meta.url);
  const folder = dirname(resolve(`@tesseract.js-data/${language}/package.json`));
  return createWorker(language, 1, {
    langPath: join(folder, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
    // Without a listener the library ends the process over a picture it cannot open.
    errorHandler: () => undefined,
  });
}

async function readBoth(
  models: Models,
  front: Buffer,
  back: Buffer | null,
): Promise<CardReading | undefined> {
  try {
    const { lines, factor } = await linesOf(models, front);
    const numberLine = lines.findLast(({ text }) => isNumberLine(text));
    return readCard({
      front: lines.map(({ text }) => text),
      digits:
        numberLine === undefined ? '' : await digitsOf(models.digits, front, numberLine, factor),
      back: back === null ? [] : (await linesOf(models, back)).lines.map(({ text }) => text),
    });
  } catch {
    return undefined;
  }
}

/** The lines of a picture that was made smaller by a factor. */
async function linesOf({ words, shrinking }: Models, picture: Buffer) {
  const small = await shrink(shrinking, picture, WORDS_PX);
  if (small === undefined) return { lines: [], factor: 1 };
  const { data } = await words.recognize(Buffer.from(small.jpeg), {}, { blocks: true });
  const lines: Line[] = (data.blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap((paragraph) => paragraph.lines),
  );
  return { lines, factor: small.factor };
}

/** Reads the part of a line that holds the number once more, large, as digits and nothing else. */
async function digitsOf(
  digits: Worker,
  picture: Buffer,
  { bbox, words }: Line,
  factor: number,
): Promise<string> {
  const word = words.findLast(({ text }) => /\d{5}/.test(text));
  const height = bbox.y1 - bbox.y0;
  const left = Math.max(0, (word?.bbox.x0 ?? bbox.x0) - height / 2);
  const top = Math.max(0, bbox.y0 - height / 4);
  const rectangle = {
    left: Math.round(left * factor),
    top: Math.round(top * factor),
    width: Math.round(((word?.bbox.x1 ?? bbox.x1) + height / 2 - left) * factor),
    height: Math.round(height * 1.5 * factor),
  };
  const { data } = await digits.recognize(picture, { rectangle });
  return data.text;
}

async function inTime<Value>(work: Promise<Value>): Promise<Value | 'too late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'too late'>((resolve) => {
    timer = setTimeout(() => resolve('too late'), READING_MS_MAX);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
