// The SQL of thresholds and terms: what holds on a business date, in one statement.

import assert from 'node:assert/strict';
import type { BusinessDate } from '@sycee/kit';
import type { Tx } from '#platform';
import type { RiskAction, RiskReason, RiskRules, RiskTerms } from './risk-of.ts';

type Place = `${RiskAction} ${RiskReason}`;

/** The rules of a day. */
export async function selectRules(tx: Tx, on: BusinessDate): Promise<RiskRules> {
  const [row] = await tx.query<{
    terms: RiskTerms | null;
    thresholds: Record<string, string | null>;
  }>(
    `select
       (select jsonb_build_object('newDeviceSeconds', new_device_seconds,
            'changeSeconds', change_seconds, 'unusualFromHour', unusual_from_hour,
            'unusualToHour', unusual_to_hour)
          from risk.terms where effective_from <= $1 order by effective_from desc limit 1) as terms,
       (select coalesce(jsonb_object_agg(place, from_minor::text), '{}') from (
          select distinct on (action, reason) action || ' ' || reason as place, from_minor
            from risk.thresholds where effective_from <= $1
           order by action, reason, effective_from desc) as latest) as thresholds`,
    [on],
  );
  assert(row?.terms, `no terms of risk on ${on}`);
  const thresholds = new Map(
    Object.entries(row.thresholds).map(([place, from]) => [
      place as Place,
      from === null ? null : BigInt(from),
    ]),
  );
  return { terms: row.terms, thresholds };
}
