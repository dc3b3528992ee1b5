// Reads TigerBeetle's public state-machine cases and plays them to a subject. What a case says in
// symbols is said here in the ledger's words: A1 is an id, -0 the largest number.

import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { NewAccount } from '../account.ts';
import { MAX_ID, NIL_ID } from '../status.ts';
import { AMOUNT_MAX, type NewTransfer } from '../transfer.ts';
import { sumsOf, type Subject } from './subject.ts';

type Step = Readonly<Record<string, unknown>> & { readonly op: string; readonly line: number };
export type LedgerCase = { readonly name: string; readonly steps: readonly Step[] };

const FILE = new URL('../../../../../../shared/vectors/ledger-cases.json', import.meta.url);

/** All cases; empty where the project stands without the shared folder. */
export function ledgerCases(): LedgerCase[] {
  if (!existsSync(FILE)) return [];
  return (JSON.parse(readFileSync(FILE, 'utf8')) as { cases: LedgerCase[] }).cases;
}

/** Importing the history of another ledger is the one part of the model that is left out. */
export function isImport({ steps }: LedgerCase): boolean {
  return steps.some((step) => step['imported'] === true);
}

/** Plays a case and expects of every step what the case says. */
export async function play({ steps }: LedgerCase, start: () => Subject): Promise<void> {
  let ledger = start();
  let ids = idsOfOneLedger();
  let opened = new Set<string>();
  for (const batch of batchesOf(steps)) {
    const again = batch.some((step) => step.op === 'account' && isNewAgain(step, opened));
    // A case may hold two ledgers, one after the other: the second opens the same accounts anew.
    if (again) [ledger, ids, opened] = [start(), idsOfOneLedger(), new Set()];
    await playBatch(batch, ledger, ids);
    for (const step of batch) {
      if (step.op === 'account' && step['status'] === 'created') opened.add(String(step['id']));
    }
  }
}

type Ids = (token: unknown) => string;

let ledgers = 0;

/** Ids that no other ledger in the same database has. */
function idsOfOneLedger(): Ids {
  const prefix = (++ledgers).toString(16).padStart(8, '0');
  return (token) => {
    const number = numberOf(token);
    if (number === 0n) return NIL_ID;
    if (number === AMOUNT_MAX) return MAX_ID;
    return `${prefix}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
  };
}

function isNewAgain(step: Step, opened: ReadonlySet<string>): boolean {
  return step['status'] === 'created' && opened.has(String(step['id']));
}

/** Steps of one kind that stand together; a case ends each batch with a commit. */
function batchesOf(steps: readonly Step[]): Step[][] {
  const batches: Step[][] = [];
  let kind = '';
  for (const step of steps) {
    if (step.op === kind) batches.at(-1)?.push(step);
    else if (step.op !== 'commit') batches.push([step]);
    kind = step.op;
  }
  return batches;
}

async function playBatch(batch: readonly Step[], ledger: Subject, ids: Ids): Promise<void> {
  const kind = batch[0]?.op ?? 'nothing';
  switch (kind) {
    case 'account':
      return expectStatuses(
        batch,
        await ledger.openAccounts(batch.map((step) => account(step, ids))),
      );
    case 'transfer':
      return expectStatuses(batch, await ledger.post(batch.map((step) => transfer(step, ids))));
    case 'setup':
      for (const step of batch) await setUp(argumentsOf(step), ledger, ids);
      return undefined;
    case 'lookup_account':
      for (const step of batch) await expectAccount(argumentsOf(step), ledger, ids);
      return undefined;
    case 'lookup_transfer':
      for (const step of batch) await expectTransfer(argumentsOf(step), ledger, ids);
      return undefined;
    case 'tick':
      // A little more than said: transfers of one batch are some nanoseconds apart.
      for (const step of batch) await ledger.pass(Number(argumentsOf(step)[0]) + 0.001);
      return undefined;
    default:
      throw new Error(`ledger cases: '${kind}' is no step`);
  }
}

function expectStatuses(batch: readonly Step[], statuses: readonly string[]): void {
  const told = (step: Step, status: unknown) => `line ${step.line}: ${String(status)}`;
  expect(batch.map((step, index) => told(step, statuses[index]))).toEqual(
    batch.map((step) => told(step, step['status'])),
  );
}

function account(step: Step, ids: Ids): NewAccount {
  return {
    id: ids(step['id']),
    ledger: Number(numberOf(step['ledger'])),
    code: chartCode(step['code']),
    userData128: ids(step['user_data_128']),
    userData64: numberOf(step['user_data_64']),
    userData32: Number(numberOf(step['user_data_32'])),
    flags: {
      linked: step['linked'] === true,
      debitsMustNotExceedCredits: step['debits_must_not_exceed_credits'] === true,
      creditsMustNotExceedDebits: step['credits_must_not_exceed_debits'] === true,
    },
    reserved: {
      timestamp: numberOf(step['timestamp']),
      field: Number(numberOf(step['reserved'])),
      flag: Number(numberOf(step['padding'])),
      debitsPendingMinor: numberOf(step['debits_pending']),
      debitsPostedMinor: numberOf(step['debits_posted']),
      creditsPendingMinor: numberOf(step['credits_pending']),
      creditsPostedMinor: numberOf(step['credits_posted']),
    },
  };
}

function transfer(step: Step, ids: Ids): NewTransfer {
  return {
    id: ids(step['id']),
    debitAccountId: ids(step['debit_account_id']),
    creditAccountId: ids(step['credit_account_id']),
    amountMinor: numberOf(step['amount']),
    pendingId: ids(step['pending_id']),
    timeoutSeconds: Number(numberOf(step['timeout'])),
    ledger: Number(numberOf(step['ledger'])),
    code: Number(numberOf(step['code'])),
    flags: {
      linked: step['linked'] === true,
      pending: step['pending'] === true,
      postPendingTransfer: step['post_pending_transfer'] === true,
      voidPendingTransfer: step['void_pending_transfer'] === true,
      balancingDebit: step['balancing_debit'] === true,
      balancingCredit: step['balancing_credit'] === true,
      closingDebit: step['closing_debit'] === true,
      closingCredit: step['closing_credit'] === true,
    },
  };
}

/**
 * Brings an account to given balances by transfers with another one, because nothing else can. The
 * side that the account's limit measures the other by goes first.
 */
async function setUp(said: readonly string[], ledger: Subject, ids: Ids): Promise<void> {
  const [name, ...sums] = said;
  const [debitsPending, debitsPosted, creditsPending, creditsPosted] = sums.map(numberOf);
  const accountId = ids(name);
  const standing = await ledger.account(accountId);
  const ledgerNumber = standing?.ledger ?? 0;
  const other = ids(`A${1000n + numberOf(name)}`);
  await ledger.openAccounts([{ id: other, ledger: ledgerNumber, code: chartCode('C1') }]);
  const of = { ledger: ledgerNumber, code: 1 };
  const debit = { ...of, debitAccountId: accountId, creditAccountId: other };
  const credit = { ...of, debitAccountId: other, creditAccountId: accountId };
  const posted = [
    { ...credit, amountMinor: creditsPosted ?? 0n },
    { ...debit, amountMinor: debitsPosted ?? 0n },
  ];
  if (standing?.flags.creditsMustNotExceedDebits === true) posted.reverse();
  const pending = [
    { ...debit, amountMinor: debitsPending ?? 0n, flags: { pending: true } },
    { ...credit, amountMinor: creditsPending ?? 0n, flags: { pending: true } },
  ];
  const wanted = [...posted, ...pending].map((one, index) =>
    Object.assign(one, { id: ids(`T${10_000n * (1n + BigInt(index)) + numberOf(name)}`) }),
  );
  expect(await ledger.post(wanted)).toEqual(wanted.map(() => 'created'));
}

async function expectAccount(said: readonly string[], ledger: Subject, ids: Ids): Promise<void> {
  const [name, ...sums] = said;
  const closed = sums.pop() === 'CLSD';
  const [debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor] =
    sums.map(numberOf);
  const standing = await ledger.account(ids(name));
  expect(sumsOf(standing), name).toEqual(
    sums.length === 0
      ? undefined
      : { debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor },
  );
  expect(standing?.flags.closed ?? false, name).toBe(closed);
}

async function expectTransfer(said: readonly string[], ledger: Subject, ids: Ids): Promise<void> {
  const [name, field, value] = said;
  expect(field).toBe('amount');
  expect((await ledger.transfer(ids(name)))?.amountMinor, name).toBe(numberOf(value));
}

function argumentsOf(step: Step): string[] {
  return step['args'] as string[];
}

/** `A7`, `L7`, `7` are seven; `-0` is the largest number and `-1` the one below; absent is zero. */
function numberOf(token: unknown): bigint {
  if (token === undefined) return 0n;
  const digits = (token as string).replace(/^[A-Z]/, '');
  return digits.startsWith('-') ? AMOUNT_MAX - BigInt(digits.slice(1)) : BigInt(digits);
}

/** The cases' codes of accounts, as nodes of the chart. */
function chartCode(token: unknown): number {
  const number = Number(numberOf(token));
  const nodes: Record<number, number> = { 1: 1010, 2: 2010, 4: 3010, 9: 4010 };
  return nodes[number] ?? number;
}
