// One account counts its own wrong guesses; whoever tries a few at each of many accounts is counted
// here, by network and by app. A place that guessed at too many waits, longer each time.

import { addSeconds, isoOf, Refusal, secondsUntil } from '@sycee/kit';
import { networkOf, type Caller, type Client, type EndOfDayJob, type Tx } from '#platform';
import { refuse } from '../refusals.ts';
import {
  blockSeconds,
  FORGET_SECONDS,
  isTooMany,
  type GuessPurpose,
  type SourceKind,
} from './guess-limits.ts';
import {
  countTargets,
  deleteOldGuesses,
  holdSource,
  selectBlockedUntil,
  selectBlocks,
  selectInstallation,
  sourceIndex,
  upsertBlock,
  upsertWrongGuess,
} from './store-guesses.ts';

type Place = { readonly kind: SourceKind; readonly index: Buffer };

/** What a wrong guess is answered with; a locked PIN is one more account guessed at. */
const WRONG = new Set<string>([
  'parties.pin_wrong',
  'parties.pin_locked',
  'parties.code_wrong',
  'parties.code_expired',
]);

/** Has a PIN compared, unless too many accounts were guessed at from here. */
export async function guessPin<Result>(
  tx: Tx,
  from: { readonly client: Client; readonly caller: Caller },
  compare: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const { client, caller } = from;
  const installation = await selectInstallation(tx, caller.deviceId);
  const places = placesOf(tx, client, installation);
  // Neighbours in a network that have been signed in for a day are no guessers, and go on.
  const isNeighbour = addSeconds(caller.signedInAt, FORGET_SECONDS) <= tx.now;
  const counting = places.filter(({ kind }) => kind === 'app' || !isNeighbour);
  return guess(tx, { purpose: 'pin', counting, target: caller.partyId }, compare);
}

/** Has a code compared, unless too many phones were guessed at from here. */
export async function guessCode<Result>(
  tx: Tx,
  from: {
    readonly client: Client;
    readonly phone: string;
    readonly installation: string | undefined;
  },
  compare: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const { client, phone, installation } = from;
  const kept = installation === undefined ? null : tx.secrets.sha256(installation);
  const counting = placesOf(tx, client, kept);
  return guess(tx, { purpose: 'code', counting, target: phone }, compare);
}

/** Removes what does not count any more, in portions. */
export const forgetGuessesJob: EndOfDayJob = {
  name: 'parties.forget-guesses',
  step: async (tx) => ((await deleteOldGuesses(tx, PORTION)) < PORTION ? null : {}),
};

const PORTION = 5_000;

function placesOf(tx: Tx, client: Client, installation: Buffer | null): Place[] {
  const network = sourceIndex(tx, `network ${networkOf(client.address)}`);
  return [
    { kind: 'network', index: network },
    ...(installation === null
      ? []
      : [{ kind: 'app' as const, index: sourceIndex(tx, `app ${installation.toString('hex')}`) }]),
  ];
}

type Guess = {
  readonly purpose: GuessPurpose;
  readonly counting: readonly Place[];
  readonly target: string;
};

async function guess<Result>(
  tx: Tx,
  { purpose, counting, target }: Guess,
  compare: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const indexes = counting.map(({ index }) => index);
  const until = await selectBlockedUntil(tx, indexes, purpose);
  if (until !== undefined) {
    const minutes = Math.ceil(secondsUntil(tx.now, until) / 60);
    return refuse('parties.too_many_guesses', { retry_at: isoOf(until), minutes });
  }
  const result = await compare();
  if (result instanceof Refusal && WRONG.has(result.code)) {
    const hash = tx.secrets.sha256(target);
    for (const place of counting) await noteWrong(tx, purpose, place, hash);
  }
  return result;
}

async function noteWrong(
  tx: Tx,
  purpose: GuessPurpose,
  { kind, index }: Place,
  target: Buffer,
): Promise<void> {
  const source = { index, purpose };
  await holdSource(tx, source);
  await upsertWrongGuess(tx, source, target);
  if (!isTooMany(purpose, kind, await countTargets(tx, source))) return;
  const before = await selectBlocks(tx, source);
  const until = addSeconds(tx.now, blockSeconds(before));
  await upsertBlock(tx, source, { blocks: before + 1, until });
}
