// The two ways a call ends badly: the bank said no, or the bank could not be heard. Both tell
// whether money moved, so that a screen never has to guess.

import type { Facts, MoneyMoved, Problem } from '@sycee/kit';

/** The bank's own no: `problem.code` names it, `message` tells the person what to do next. */
export class BankRefusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'BankRefusal';
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get facts(): Facts {
    return this.problem.facts ?? {};
  }

  get moneyMoved(): MoneyMoved {
    return this.problem.money_moved;
  }
}

/**
 * No answer that can be trusted. `moneyMoved` is `unknown` for a request that moves money: ask for
 * the order, or send the same request again under the same idempotency key.
 */
export class BankUnreachable extends Error {
  readonly moneyMoved: 'no' | 'unknown';

  constructor(moneyMoved: 'no' | 'unknown', cause: unknown) {
    super('the bank cannot be reached', { cause });
    this.name = 'BankUnreachable';
    this.moneyMoved = moneyMoved;
  }
}
