// Laws of limits over random histories: whatever a person sends, moves and gets on whichever day,
// an account answers as the plain sums of its past say, and its figures are those sums.

import type { BusinessDate } from '@sycee/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessDate } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { activeCustomer, codeOf } from '../parties/testing.ts';
import type { DemandAccount, PartyId } from './account.ts';
import { auditDeposits } from './audit-deposits.ts';
import { balanceOf } from './find-account.ts';
import { countOutgoing, limitState, standingsOf } from './limits.ts';
import { moveMoney } from './move-money.ts';
import { openAccount } from './open-account.ts';
import { noteCard } from './review-class.ts';
import { exceededBy } from './standing.ts';
import { selectAccountsOfParty } from './store.ts';
import { raise, receive, spend } from './testing.ts';

const DAY_MINOR = { II: 1_000_000n, III: 200_000n } as const;
const YEAR_MINOR = { II: 20_000_000n, III: 5_000_000n } as const;
const BALANCE_MAX_MINOR = 200_000n;

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(() => bank.close());

type Deed =
  | { readonly kind: 'send'; readonly at: number; readonly minor: bigint }
  | { readonly kind: 'get'; readonly at: number; readonly minor: bigint }
  | { readonly kind: 'move'; readonly at: number; readonly to: number; readonly minor: bigint }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'card'; readonly isBound: boolean };

const at = fc.nat({ max: 2 });
const minor = fc.oneof(
  fc.bigInt({ min: 1n, max: 250_000n }),
  fc.constantFrom(199_999n, 200_000n, 200_001n, 1_000_000n, 1_000_001n),
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), at, minor }),
  fc.record({ kind: fc.constant('get' as const), at, minor }),
  fc.record({ kind: fc.constant('move' as const), at, to: at, minor }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.constantFrom(1, 1, 2, 200) }),
  fc.record({ kind: fc.constant('card' as const), isBound: fc.boolean() }),
);

/** What the rules say of one account, kept by plain sums. */
type Model = {
  readonly full: boolean;
  balance: bigint;
  readonly sent: { readonly on: BusinessDate; readonly minor: bigint }[];
};

type World = {
  readonly partyId: PartyId;
  readonly accounts: readonly DemandAccount[];
  readonly models: readonly Model[];
  isBound: boolean;
};

let people = 0;

/** A person with two accounts of class II and one kept at class III. */
async function newWorld(): Promise<World> {
  const { caller } = await activeCustomer(bank.database, { number: ++people });
  const { partyId } = caller;
  await bank.database.transact((tx) => openAccount(tx, partyId));
  await raise(bank.database, partyId);
  const [second, purse] = [{ name: 'second' }, { name: 'purse', accountClass: 'III' as const }];
  for (const asked of [second, purse]) {
    await bank.database.transact((tx) => openAccount(tx, partyId, asked));
  }
  const accounts = await bank.database.read((tx) => selectAccountsOfParty(tx, partyId));
  const models = accounts.map(({ accountClass }) => ({
    full: accountClass === 'II',
    balance: 0n,
    sent: [],
  }));
  return { partyId, accounts, models, isBound: true };
}

const today = () => bank.database.read(businessDate);
const sumOf = (sent: Model['sent'], counts: (on: BusinessDate) => boolean) =>
  sent.filter(({ on }) => counts(on)).reduce((sum, { minor: part }) => sum + part, 0n);

/** What the rules let an account send to others on a day. */
function leftOf({ isBound }: World, { full, sent }: Model, on: BusinessDate) {
  const rate = full && isBound ? 'II' : 'III';
  const year = sumOf(sent, (day) => day.slice(0, 4) === on.slice(0, 4));
  const day = sumOf(sent, (one) => one === on);
  return { day: DAY_MINOR[rate] - day, year: YEAR_MINOR[rate] - year };
}

async function send(world: World, { at: place, minor: amountMinor }: Deed & { kind: 'send' }) {
  const [account, model, on] = [world.accounts[place], world.models[place], await today()];
  if (account === undefined || model === undefined) return;
  const allowed = await bank.database.transact(async (tx) => {
    const accounts = await selectAccountsOfParty(tx, world.partyId);
    const now = accounts.find(({ id }) => id === account.id);
    const standing = now && (await standingsOf(tx, [now], on)).get(now.id);
    if (standing === undefined || standing.availableMinor < amountMinor) return false;
    if (exceededBy(standing, amountMinor) !== undefined) return false;
    await countOutgoing(tx, new Map([[account.id, amountMinor]]), on);
    await spend(tx, account, { amountMinor, kind: 'transfer' });
    return true;
  });
  const { day, year } = leftOf(world, model, on);
  expect(allowed).toBe(amountMinor <= model.balance && amountMinor <= day && amountMinor <= year);
  if (!allowed) return;
  model.balance -= amountMinor;
  model.sent.push({ on, minor: amountMinor });
}

async function move(world: World, deedOf: Deed & { kind: 'move' }): Promise<void> {
  const { at: place, to: target, minor: amountMinor } = deedOf;
  const [from, to] = [world.accounts[place], world.accounts[target]];
  const [payer, payee, on] = [world.models[place], world.models[target], await today()];
  if (!from || !to || !payer || !payee) return;
  const asked = { partyId: world.partyId, fromId: from.id, toId: to.id, amountMinor };
  const code = await codeOf(bank.database.transact((tx) => moveMoney(tx, asked, async () => 0n)));
  const isCounted = !payer.full || !world.isBound;
  const { day, year } = leftOf(world, payer, on);
  const isFine =
    place !== target &&
    (!isCounted || (amountMinor <= day && amountMinor <= year)) &&
    (payee.full || amountMinor <= BALANCE_MAX_MINOR - payee.balance) &&
    amountMinor <= payer.balance;
  expect(code === 'accepted').toBe(isFine);
  if (!isFine) return;
  payer.balance -= amountMinor;
  payee.balance += amountMinor;
  if (isCounted) payer.sent.push({ on, minor: amountMinor });
}

async function get(world: World, { at: place, minor: amountMinor }: Deed & { kind: 'get' }) {
  const [account, model] = [world.accounts[place], world.models[place]];
  if (account === undefined || model === undefined) return;
  const allowed = await bank.database.transact(async (tx) => {
    const standing = (await standingsOf(tx, [account], await businessDate(tx))).get(account.id);
    const room = standing?.roomMinor ?? null;
    if (room !== null && amountMinor > room) return false;
    await receive(tx, account, { amountMinor });
    return true;
  });
  expect(allowed).toBe(model.full || amountMinor <= BALANCE_MAX_MINOR - model.balance);
  if (allowed) model.balance += amountMinor;
}

async function live(world: World, one: Deed): Promise<void> {
  if (one.kind === 'send') return send(world, one);
  if (one.kind === 'get') return get(world, one);
  if (one.kind === 'move') return move(world, one);
  if (one.kind === 'wait') {
    bank.clock.advance(one.days * 86_400);
    return;
  }
  await bank.database.transact((tx) => noteCard(tx, world.partyId, one.isBound));
  world.isBound = one.isBound;
}

test('an account answers as the sums of its past say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 30 }), async (deeds) => {
      const world = await newWorld();
      for (const one of deeds) await live(world, one);
      const on = await today();
      for (const [place, account] of world.accounts.entries()) {
        const model = world.models[place];
        const [state, balance] = await bank.database.read(async (tx) => [
          await limitState(tx, account, on),
          await balanceOf(tx, account),
        ]);
        expect(balance.postedMinor).toBe(model?.balance);
        expect(state.used.dayMinor).toBe(sumOf(model?.sent ?? [], (day) => day === on));
      }
      expect(await bank.database.read(auditDeposits)).toEqual([]);
    }),
    { numRuns: 20 },
  );
}, 120_000);
