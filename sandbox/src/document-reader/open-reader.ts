// Reads pictures of id cards with Tesseract, in threads of its own that start with the first
// picture: Chinese for the words, digits alone for the number. One picture at a time; the models
// are files of packages, nothing is fetched.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { createWorker, PSM, type Line, type Worker } from 'tesseract.js';

import { isNumberLine, readCard, type CardReading } from './read-card.ts';

export type Reader = {
  /** What could be read; undefined when a picture cannot be opened or takes too long. */
  readonly read: (front: Buffer, back: Buffer | null) => Promise<CardReading | undefined>;
  /** How many wait; a caller should send the next ones away. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
};

type Models = { readonly words: Worker; readonly digits: Worker };

const READING_MS_MAX = 10_000;
const DIGITS = '0123456789X';

/** A reader; its models are loaded when they are first needed. */
export function openReader(): Reader {
  let models: Promise<Models> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const close = async (): Promise<void> => {
    const running = await models?.catch(() => undefined);
    models = undefined;
    await Promise.all([running?.words.terminate(), running?.digits.terminate()]);
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
  return { words, digits };
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
    const lines = await linesOf(models.words, front);
    const numberLine = lines.findLast(({ text }) => isNumberLine(text));
    return readCard({
      front: lines.map(({ text }) => text),
      digits: numberLine === undefined ? '' : await digitsOf(models.digits, front, numberLine),
      back: back === null ? [] : (await linesOf(models.words, back)).map(({ text }) => text),
    });
  } catch {
    return undefined;
  }
}

async function linesOf(words: Worker, picture: Buffer): Promise<Line[]> {
  const { data } = await words.recognize(picture, {}, { text: false, blocks: true });
  return (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));
}

/** Reads the part of a line that holds the number once more, as digits and nothing else. */
async function digitsOf(digits: Worker, picture: Buffer, { bbox, words }: Line): Promise<string> {
  const word = words.findLast(({ text }) => /\d{5}/.test(text));
  const height = bbox.y1 - bbox.y0;
  const left = Math.max(0, (word?.bbox.x0 ?? bbox.x0) - Math.round(height / 2));
  const top = Math.max(0, bbox.y0 - Math.round(height / 4));
  const rectangle = {
    left,
    top,
    width: (word?.bbox.x1 ?? bbox.x1) + Math.round(height / 2) - left,
    height: Math.round(height * 1.5),
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
