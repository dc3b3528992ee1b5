// The books once more, from the transfers alone, in order of time: what every account and every
// statement must be, and whether a limit was ever broken.

/** What is read of a transfer, or of the end of a hold whose time was over. */
export type Happening = {
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly pendingId: string | null;
  readonly flags: number;
  readonly at: bigint;
  readonly expired: boolean;
};

export type Sums = {
  debitsPending: bigint;
  debitsPosted: bigint;
  creditsPending: bigint;
  creditsPosted: bigint;
};

/** A line of a statement: when, how much (credits positive), and the balance after it. */
export type Line = readonly [at: bigint, signed: bigint, balance: bigint];

export type Replay = {
  /** Takes what happened next; answers what should never be. */
  readonly add: (happening: Happening) => string[];
  readonly sumsOf: (account: string) => Sums;
  /** The lines since the last time this was asked, by account, oldest first. */
  readonly takeLines: () => Map<string, Line[]>;
};

const PENDING = 2;
const POSTS = 4;
const VOIDS = 8;

/** Opens a replay in which some accounts cannot be overdrawn. */
export function openReplay(isLimited: (account: string) => boolean): Replay {
  const accounts = new Map<string, Sums>();
  const holds = new Map<string, Happening>();
  let lines = new Map<string, Line[]>();

  function sumsOf(account: string): Sums {
    const sums = accounts.get(account) ?? {
      debitsPending: 0n,
      debitsPosted: 0n,
      creditsPending: 0n,
      creditsPosted: 0n,
    };
    accounts.set(account, sums);
    return sums;
  }

  function move(one: Pick<Happening, 'debit' | 'credit'>, held: bigint, posted: bigint): void {
    const [debit, credit] = [sumsOf(one.debit), sumsOf(one.credit)];
    debit.debitsPending += held;
    debit.debitsPosted += posted;
    credit.creditsPending += held;
    credit.creditsPosted += posted;
  }

  function note(account: string, at: bigint, signed: bigint): void {
    const { creditsPosted, debitsPosted } = sumsOf(account);
    const known = lines.get(account) ?? [];
    known.push([at, signed, creditsPosted - debitsPosted]);
    lines.set(account, known);
  }

  /** Ends a hold; it must stand, and no more than all of it be posted. */
  function endHold(id: string, posted: bigint): string[] {
    const hold = holds.get(id);
    if (hold === undefined) return [`hold ${id} ended, and did not stand`];
    holds.delete(id);
    move(hold, -hold.amount, posted);
    return posted > hold.amount ? [`hold ${id} was posted with more than it held`] : [];
  }

  function carryOut(one: Happening): string[] {
    if (one.expired) return endHold(one.id, 0n);
    if ((one.flags & VOIDS) !== 0) return endHold(one.pendingId ?? '', 0n);
    if ((one.flags & POSTS) !== 0) return endHold(one.pendingId ?? '', one.amount);
    const isHold = (one.flags & PENDING) !== 0;
    if (isHold) holds.set(one.id, one);
    move(one, isHold ? one.amount : 0n, isHold ? 0n : one.amount);
    return [];
  }

  return {
    add: (one) => {
      const wrong = carryOut(one);
      if (!one.expired && (one.flags & (PENDING | VOIDS)) === 0) {
        note(one.debit, one.at, -one.amount);
        note(one.credit, one.at, one.amount);
      }
      const { debitsPending, debitsPosted, creditsPosted } = sumsOf(one.debit);
      const isBroken = isLimited(one.debit) && debitsPending + debitsPosted > creditsPosted;
      return isBroken ? [...wrong, `${one.id} overdraws ${one.debit}`] : wrong;
    },
    sumsOf,
    takeLines: () => {
      const taken = lines;
      lines = new Map();
      return taken;
    },
  };
}
