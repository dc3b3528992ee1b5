// Finds the fields of a resident id card in the lines that were read from it. Pure; it believes
// nothing and guesses nothing: what is not where a card has it was not read.

export type CardReading = {
  readonly name: string | null;
  readonly id_number: string | null;
  /** `YYYY-MM-DD`, or `long_term`. */
  readonly valid_until: string | null;
};

/** What the reader saw: the lines of each side, and the number's line read once more as digits. */
export type Seen = {
  readonly front: readonly string[];
  readonly digits: string;
  readonly back: readonly string[];
};

const NAME = /^姓名[^\p{Script=Han}\p{L}]*([\p{Script=Han}·]{2,20})$/u;
const ID_NUMBER = /\d{17}[\dX]/;
const UNTIL = /\d{4}[.,]?\d{2}[.,]?\d{2}[-—–一](?:(\d{4})[.,]?(\d{2})[.,]?(\d{2})|(长期))/u;

/** The fields that could be read; null for the others. */
export function readCard({ front, digits, back }: Seen): CardReading {
  const name = front.map((line) => NAME.exec(compact(line))?.[1]).find((found) => found);
  const number = ID_NUMBER.exec(compact(digits).toUpperCase());
  return {
    name: name ?? null,
    id_number: number?.[0] ?? null,
    valid_until: back.map((line) => untilIn(compact(line))).find((found) => found) ?? null,
  };
}

/** Whether a line is the one with the number: nothing else on a card has so many digits. */
export function isNumberLine(line: string): boolean {
  return /\d{9}/.test(compact(line));
}

function untilIn(line: string): string | undefined {
  const [found, year, month, day, longTerm] = UNTIL.exec(line) ?? [];
  if (found === undefined) return undefined;
  return longTerm === undefined ? `${year}-${month}-${day}` : 'long_term';
}

function compact(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
