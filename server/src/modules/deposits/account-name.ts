// What a holder calls an account. It may say something about the person, so it is kept sealed, and
// it tells one account of a person from the other, so that asking twice opens no second one.

import type { Secrets } from '#platform';
import type { AccountId, DemandAccount } from './account.ts';
import { refuse } from './refusals.ts';
import { accountNameContext } from './sealed-columns.ts';

const CHARACTERS_MAX = 20;

/** Control signs, and those that turn the direction of writing and could disguise what follows. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** Tidies a name. Refuses `name_invalid` for none, one too long, and one with control signs. */
export function readAccountName(text: string): string {
  const name = text.normalize('NFC').trim().replaceAll(/ +/g, ' ');
  if (name === '' || CONTROL.test(name) || [...name].length > CHARACTERS_MAX) {
    throw refuse('deposits.name_invalid', { characters_max: CHARACTERS_MAX });
  }
  return name;
}

/** The name as it is kept. */
export function sealName(secrets: Pick<Secrets, 'seal'>, id: AccountId, name: string): string {
  return secrets.seal(name, accountNameContext(id));
}

/** The name of an account, or null. */
export function nameOf(
  secrets: Pick<Secrets, 'open'>,
  { id, nameSealed }: Pick<DemandAccount, 'id' | 'nameSealed'>,
): string | null {
  return nameSealed && secrets.open(nameSealed, accountNameContext(id));
}

/** Whether two names would be taken for the same. */
export function isSameName(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
