// What payers' payments are judged by beside limits: how sure the bank is of who asks, and whether
// an account is cooling off. Learned for many at once, judged without the database.

import type { BusinessDate, Id, Instant, Minor } from '@sycee/kit';
import {
  coolingAt,
  coolingMaxMinor,
  coolingRefusal,
  doesPayeeMatter,
  openRiskDesk,
  riskOfPayment,
  type AskedPayment,
  type Party,
  type PaymentRisk,
  type RiskDesk,
} from '#parties';
import type { Caller, Tx } from '#platform';
import { selectPaidBefore, sentSinceMinor, type Pair } from './store-payment-security.ts';

/** Who asks for a payment, in which session, and the token of a step-up that came with it. */
export type AskedBy = { readonly caller: Caller; readonly token: string | undefined };

type Asking = {
  readonly payerId: Id<'party'>;
  readonly payeeId: Id<'party'>;
  readonly amountMinor: Minor;
  readonly by?: AskedBy | undefined;
};

export type SecurityDesk<Request> = {
  readonly risk: RiskDesk;
  readonly asked: ReadonlyMap<Request, AskedPayment>;
  /** Whom a payer has paid a while ago, as `payer payee`, as far as it matters. */
  readonly paidBefore: ReadonlySet<string>;
  /** Who is cooling off, and what may still leave; each payment takes its part. */
  readonly cooling: Map<Id<'party'>, Cooling>;
};

type Cooling = { readonly until: Instant; readonly leftMinor: bigint };

/** Somebody who was paid a moment ago is as new as before: a fen must not open the door. */
const KNOWN_AFTER_SECONDS = 86_400;

/** What a transfer is, for who confirms it: payee and amount. */
export function askedTransfers<Request extends Asking>(
  requests: readonly Request[],
): ReadonlyMap<Request, AskedPayment> {
  return new Map(
    requests.flatMap((request) => {
      const { by, payeeId, amountMinor } = request;
      if (by === undefined) return [];
      const deed = { action: 'transfer', about: `${payeeId} ${amountMinor}` } as const;
      return [[request, { ...by, deed }]];
    }),
  );
}

/** The rules of the day and the tokens that came, used up. */
export function openTransferRisk(
  tx: Tx,
  on: BusinessDate,
  asked: ReadonlyMap<unknown, AskedPayment>,
): Promise<RiskDesk> {
  return openRiskDesk(tx, on, [...asked.values()]);
}

/** Learns what is left to know: it asks only where an amount or a payer makes it matter. */
export async function securityDeskOf<Request extends Asking>(
  tx: Tx,
  { risk, asked }: Pick<SecurityDesk<Request>, 'risk' | 'asked'>,
  people: ReadonlyMap<Id<'party'>, Party>,
): Promise<SecurityDesk<Request>> {
  const requests = [...asked.keys()];
  const unsure = requests.filter(({ amountMinor }) => doesPayeeMatter(risk, amountMinor));
  const payers = [...new Set(requests.map(({ payerId }) => payerId))];
  const [paidBefore, cooling] = await Promise.all([
    unsure.length === 0 ? new Set<string>() : selectPaidBefore(tx, unsure, KNOWN_AFTER_SECONDS),
    coolingOf(tx, payers, people),
  ]);
  return { risk, asked, paidBefore, cooling };
}

async function coolingOf(
  tx: Tx,
  payers: readonly Id<'party'>[],
  people: ReadonlyMap<Id<'party'>, Party>,
): Promise<Map<Id<'party'>, Cooling>> {
  const cooling = new Map<Id<'party'>, Cooling>();
  for (const payerId of payers) {
    const left = await coolingOfPayer(tx, payerId, people.get(payerId));
    if (left !== undefined) cooling.set(payerId, left);
  }
  return cooling;
}

/** What may still leave a payer's accounts while they cool off; undefined when they do not. */
export async function coolingOfPayer(
  tx: Tx,
  payerId: Id<'party'>,
  payer: Party | undefined,
): Promise<Cooling | undefined> {
  const span = payer && coolingAt(payer.standing, tx.now);
  if (span === undefined) return undefined;
  const [most, sent] = [await coolingMaxMinor(tx), await sentSinceMinor(tx, payerId, span.since)];
  return { until: span.until, leftMinor: most - sent };
}

/** Refuses `cooling_off` an amount beyond what is left. */
export function refuseCooling(cooling: Cooling | undefined, amountMinor: bigint): void {
  if (cooling === undefined || amountMinor <= cooling.leftMinor) return;
  throw coolingRefusal(cooling.until, cooling.leftMinor);
}

/** Judges a transfer; undefined for one that nobody asked for in a session. */
export function riskOfTransfer<Request extends Asking>(
  desk: SecurityDesk<Request>,
  request: Request,
  known: { readonly now: Instant; readonly payer: Party; readonly daySentMinor: bigint },
): PaymentRisk | undefined {
  const asked = desk.asked.get(request);
  if (asked === undefined) return undefined;
  const { amountMinor } = request;
  return riskOfPayment(desk.risk, asked, {
    now: known.now,
    standing: known.payer.standing,
    amountMinor,
    daySumMinor: known.daySentMinor + amountMinor,
    isNewPayee: doesPayeeMatter(desk.risk, amountMinor)
      ? !desk.paidBefore.has(pairOf(request))
      : undefined,
  });
}

/** How a pair is named in `paidBefore`. */
function pairOf({ payerId, payeeId }: Pair): string {
  return `${payerId} ${payeeId}`;
}
