// Schemas that every module shares, so that money, ids and times look the same on every route.

import type { Id, Money } from '@sycee/kit';
import { isoOf, type Instant } from '@sycee/kit';
import { Type, type TUnsafe } from 'typebox';

const CURRENCIES = Type.Union([Type.Literal('CNY')]);

/** Any amount, as answers carry it. */
export const moneySchema = Type.Object(
  {
    minor: Type.String({
      pattern: '^(0|-?[1-9][0-9]{0,18})$',
      description: 'Whole minor units (fen) as decimal digits.',
      examples: ['12345'],
    }),
    currency: CURRENCIES,
  },
  { title: 'Money', additionalProperties: false },
);

/** An amount above zero, as orders carry it; at most 15 digits, so that sums stay in range. */
export const positiveAmountSchema = Type.Object(
  {
    minor: Type.String({
      pattern: '^[1-9][0-9]{0,14}$',
      description: 'Whole minor units (fen) as decimal digits, above zero.',
      examples: ['12345'],
    }),
    currency: CURRENCIES,
  },
  { title: 'PositiveAmount', additionalProperties: false },
);

/** An id with a prefix: `idSchema('pay')`. */
export function idSchema<Prefix extends string>(prefix: Prefix): TUnsafe<Id<Prefix>> {
  return Type.Unsafe<Id<Prefix>>({
    type: 'string',
    pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    examples: [`${prefix}_01k7xw2v9yfq3r8t5m4n6p0abc`],
  });
}

export const instantSchema = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$`,
  description: 'RFC 3339 instant in UTC.',
  examples: ['2026-01-31T08:00:00.000Z'],
});

export const dateSchema = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}$`,
  description: "A day of the bank's calendar.",
  examples: ['2026-01-31'],
});

/** A member that may be null. */
export function nullable<Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** Query members of every list: where to go on, and how many. */
export const pageQuery = {
  after: Type.Optional(
    Type.String({ maxLength: 200, description: 'The `next` of the page before.' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
};

/** A page of a list. */
export function pageSchema<Schema extends Parameters<typeof Type.Array>[0]>(items: Schema) {
  return Type.Object({
    items: Type.Array(items),
    next: Type.Union([Type.String(), Type.Null()], {
      description: 'Pass it as `after` to go on; null on the last page.',
    }),
  });
}

/** The wire form of an amount. */
export function moneyView({ minor, currency }: Money): { minor: string; currency: 'CNY' } {
  return { minor: minor.toString(), currency };
}

/** The wire form of an instant that may be missing. */
export function instantView(at: Instant | null): string | null {
  return at === null ? null : isoOf(at);
}

/** A download: the bytes and the name the browser saves them under. */
export type FileReply = {
  readonly contentType: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
};

/** The reply schema of a download. */
export function fileReply(contentType: string): TUnsafe<FileReply> {
  return Type.Unsafe<FileReply>({ type: 'string', format: 'binary', contentType });
}
