// How purposes, consents and receipts look on the wire, and the schemas that say so.

import { isoOf } from '@sycee/kit';
import { dateSchema, idSchema, instantSchema, nullable } from '#platform';
import { Type, type Static } from 'typebox';
import { isBaseOfAccount, isSensitive, PURPOSES } from './purposes.ts';
import type { Consent, ConsentText, CurrentVersion, Purpose, Receipt } from './purposes.ts';
import { textHash } from './text-hash.ts';

export const purposeSchema = Type.Unsafe<Purpose>(
  Type.Union(PURPOSES.map((purpose) => Type.Literal(purpose))),
);

/** SHA-256 as it is written for people. */
export const hashSchema = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the words, in hexadecimal digits.',
});

export const consentPurposeSchema = Type.Object(
  {
    purpose: purposeSchema,
    version: Type.Integer({ minimum: 1 }),
    effective_from: dateSchema,
    is_sensitive: Type.Boolean({ description: 'Asked for separately, each on its own.' }),
    is_base_of_account: Type.Boolean({ description: 'Taking it back means closing the account.' }),
    title: Type.String(),
    what: Type.String(),
    why: Type.String(),
    how_long: Type.String(),
    with_whom: Type.String(),
    text_hash: hashSchema,
  },
  { title: 'ConsentPurpose' },
);

export function purposeView(
  current: CurrentVersion,
  text: ConsentText,
): Static<typeof consentPurposeSchema> {
  const { purpose, version } = current;
  return {
    purpose,
    version,
    effective_from: current.effectiveFrom,
    is_sensitive: isSensitive(purpose),
    is_base_of_account: isBaseOfAccount(purpose),
    title: text.title,
    what: text.what,
    why: text.why,
    how_long: text.howLong,
    with_whom: text.withWhom,
    text_hash: textHash(text).toString('hex'),
  };
}

export const receiptSchema = Type.Object(
  {
    id: idSchema('cons'),
    purpose: purposeSchema,
    version: Type.Integer({ minimum: 1 }),
    decision: Type.Union([Type.Literal('given'), Type.Literal('withdrawn')]),
    decided_at: instantSchema,
    text_hash: hashSchema,
    session_id: nullable(idSchema('sess')),
  },
  { title: 'ConsentReceipt' },
);

export function receiptView(receipt: Receipt): Static<typeof receiptSchema> {
  return {
    id: receipt.id,
    purpose: receipt.purpose,
    version: receipt.version,
    decision: receipt.decision,
    decided_at: isoOf(receipt.decidedAt),
    text_hash: receipt.textHash.toString('hex'),
    session_id: receipt.sessionId,
  };
}

export const consentSchema = Type.Object(
  {
    purpose: purposeSchema,
    state: Type.Union(
      [
        Type.Literal('given'),
        Type.Literal('outdated'),
        Type.Literal('withdrawn'),
        Type.Literal('never_given'),
      ],
      { description: 'Outdated: agreed once, but to words that no longer count.' },
    ),
    current_version: Type.Integer({ minimum: 1 }),
    last: nullable(receiptSchema),
  },
  { title: 'Consent' },
);

export function consentView(consent: Consent): Static<typeof consentSchema> {
  return {
    purpose: consent.purpose,
    state: consent.state,
    current_version: consent.currentVersion,
    last: consent.last === undefined ? null : receiptView(consent.last),
  };
}
