// What an account stands on: the terms and the use of personal data, each agreed to by itself, in
// the words that are in effect today.

import type { ConsentPurpose } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import './base-consents.css';

/** The purposes an account cannot be without, in their words of today. */
const baseConsentsQuery = {
  queryKey: ['consent-purposes', 'base'],
  queryFn: async () =>
    (await bank.listConsentPurposes()).items.filter((purpose) => purpose.is_base_of_account),
};

type Props = {
  readonly agreed: ReadonlySet<string>;
  readonly onAgree: (purpose: string, yes: boolean) => void;
};

/** What was ticked so far, and giving it to the bank. */
export function useBaseConsents() {
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const purposes = useQuery(baseConsentsQuery).data ?? [];
  return {
    agreed,
    onAgree: (purpose: string, yes: boolean) =>
      setAgreed((before) => new Set([...before, purpose].filter((one) => yes || one !== purpose))),
    isComplete: purposes.length > 0 && purposes.every(({ purpose }) => agreed.has(purpose)),
    give: () => agreeTo(purposes),
  };
}

/** A box to tick for each, with its words below. */
export function BaseConsents({ agreed, onAgree }: Props) {
  const purposes = useQuery(baseConsentsQuery);
  if (purposes.isError) return <ErrorBlock error={purposes.error} />;
  return (
    <div className="stack">
      {(purposes.data ?? []).map((purpose) => (
        <div key={purpose.purpose} className="base-consent">
          <label className="base-consent-tick">
            <input
              type="checkbox"
              checked={agreed.has(purpose.purpose)}
              onChange={(event) => onAgree(purpose.purpose, event.target.checked)}
            />
            <span>{purpose.title}</span>
          </label>
          <details>
            <summary>{purpose.what}</summary>
            <p>{purpose.why}</p>
            <p>{purpose.how_long}</p>
            <p>{purpose.with_whom}</p>
          </details>
        </div>
      ))}
    </div>
  );
}

/** Agrees to what was read; a yes that stands already is left as it is. */
async function agreeTo(purposes: readonly ConsentPurpose[]): Promise<void> {
  const { items } = await bank.listConsents();
  for (const { purpose, version, text_hash } of purposes) {
    const standing = items.find((one) => one.purpose === purpose);
    if (standing?.state === 'given') continue;
    const follows = standing?.last?.id ?? null;
    await bank.giveConsent({ body: { purpose, version, text_hash, follows } });
  }
}
