// Tells the story to a bank, step by step. Every step may be repeated: it is done under its own
// idempotency key, so that a story broken off goes on where it stopped.

import { addSeconds, type Clock, type Instant } from '@sycee/kit';
import { createBank, memoryDevice, type Bank } from '@sycee/sdk';

import type { Database } from '../platform/index.ts';
import { bankNow, moveTo } from './bank-clock.ts';
import { signIn, type Customer, type World } from './customer.ts';
import { outside } from './outside.ts';
import { finishStory, keepStep, progressOf } from './progress.ts';
import { reviewers } from './reviewers.ts';
import { momentOf } from './story-time.ts';
import { STORY, STORY_DAYS, type Step, type Who } from './story.ts';

type Teller = {
  /** Under this name it is remembered how far the story was told. */
  readonly bankName: string;
  readonly bankUrl: string;
  readonly sandboxUrl: string;
  /** Of two of the bank's staff, who let the personas be seen. */
  readonly reviewerKeys: readonly string[];
  readonly database: Database;
  /** Real time: where the bank's clock stands when the story is over. */
  readonly clock: Clock;
  readonly onStep: (done: number, all: number) => void;
};

type Stage = {
  readonly world: World;
  readonly visitor: Bank;
  readonly signedIn: Map<Who, Customer>;
};

const PHONES: Readonly<Record<Who, string>> = {
  lin: '+8613800000001',
  chen: '+8613800000002',
  wang: '+8613800000003',
};
const HOUR_SECONDS = 3600;

/** Tells what has not been told yet; tells nothing when the story is over. */
export async function tellStory(teller: Teller): Promise<void> {
  const { bankName, bankUrl, sandboxUrl, reviewerKeys, database, clock, onStep } = teller;
  const visitor = createBank({
    baseUrl: bankUrl,
    language: () => 'en',
    device: memoryDevice(),
    credentials: 'token',
  });
  const told = await database.transact((tx) => progressOf(tx, bankName));
  if (told.finished) return;
  const approve = reviewers(bankUrl, reviewerKeys);
  const world = { bankUrl, outside: outside(sandboxUrl), approve };
  const stage = { world, visitor, signedIn: new Map() };
  if (told.steps_done === 0) await assertBeginning(visitor, told.ends_at);
  for (const [index, step] of STORY.entries()) {
    if (index < told.steps_done) continue;
    await moveTo(visitor, momentOf(step, told.ends_at));
    await perform(stage, step, index, told.ends_at);
    await database.transact((tx) => keepStep(tx, bankName, index + 1));
    onStep(index + 1, STORY.length);
  }
  // A second less, so that the bank is never ahead of the world.
  await moveTo(visitor, addSeconds(clock.now(), -1));
  for (const { bank } of stage.signedIn.values()) await bank.signOut();
  await database.transact((tx) => finishStory(tx, bankName));
}

/** A bank of today has no room for five weeks before today. */
async function assertBeginning(visitor: Bank, endsAt: Instant): Promise<void> {
  const latest = addSeconds(endsAt, -(STORY_DAYS - 1) * 24 * HOUR_SECONDS);
  if ((await bankNow(visitor)) > latest) {
    throw new Error(`the story needs a bank whose clock begins ${STORY_DAYS} days back`);
  }
}

async function perform(stage: Stage, step: Step, index: number, endsAt: Instant): Promise<void> {
  const key = `story-step-${index}`;
  const person = await customer(stage, step.who);
  if (step.does === 'joins') return;
  if (step.does !== 'sends') {
    return step.does === 'tops_up' ? person.topUp(key, step.yuan) : person.withdraw(key, step.yuan);
  }
  const { to, yuan, note, payee } = step;
  const held = payee !== undefined;
  const order = await person.send(key, { toPhone: PHONES[to], yuan, note, held });
  if (payee === undefined || payee === 'nothing') return;
  await moveTo(stage.visitor, addSeconds(momentOf(step, endsAt), HOUR_SECONDS / 2));
  const { bank } = await customer(stage, to);
  const answer = { params: { order_id: order.id }, idempotencyKey: `${key}-answer` };
  await (payee === 'accepts' ? bank.acceptTransfer(answer) : bank.returnTransfer(answer));
}

async function customer(stage: Stage, who: Who): Promise<Customer> {
  const { world, signedIn, visitor } = stage;
  const wait = async (seconds: number) => {
    await moveTo(visitor, addSeconds(await bankNow(visitor), seconds + 1));
  };
  const known = signedIn.get(who) ?? (await signIn(world, PHONES[who], wait));
  signedIn.set(who, known);
  return known;
}
