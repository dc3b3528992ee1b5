// Turns every no and every defect into one shape, RFC 9457 problem details. Only this file knows
// which HTTP status a kind of refusal has.

import { fillText, Refusal, type MoneyMoved, type Problem, type RefusalKind } from '@sycee/kit';
import { OutcomeUnknown, RunAgain, sqlStateOf } from '../database/database.ts';
import { refusePlatform } from '../refusals.ts';
import type { Locale } from './route.ts';

const KINDS: Record<RefusalKind, { status: number; en: string; zh: string }> = {
  invalid: { status: 400, en: 'Not understood', zh: '请求有误' },
  unauthenticated: { status: 401, en: 'Not signed in', zh: '未登录' },
  forbidden: { status: 403, en: 'Not allowed', zh: '不允许' },
  not_found: { status: 404, en: 'Not found', zh: '未找到' },
  conflict: { status: 409, en: 'Not now', zh: '状态冲突' },
  unprocessable: { status: 422, en: 'Not possible', zh: '无法处理' },
  too_many: { status: 429, en: 'Too many', zh: '过于频繁' },
  unavailable: { status: 503, en: 'Not available', zh: '暂不可用' },
};

/** Codes whose status says more than their kind. */
const STATUSES: Readonly<Record<string, number>> = {
  'platform.method_not_allowed': 405,
  'platform.body_too_large': 413,
  'platform.media_type_unsupported': 415,
  'platform.defect': 500,
};

/** The HTTP status a refusal is answered with. */
export function statusOf(code: string, kind: RefusalKind): number {
  return STATUSES[code] ?? KINDS[kind].status;
}

export type ProblemContext = { readonly requestId: string; readonly locale: Locale };

/** The problem a refusal is answered with; a fact named `param` becomes the problem's own. */
export function problemOf(
  refusal: Refusal,
  { requestId, locale }: ProblemContext,
  moneyMoved: MoneyMoved = 'no',
): Problem {
  const { code, definition } = refusal;
  const { param, ...facts } = refusal.facts;
  return {
    type: `/problems/${code}`,
    title: KINDS[definition.kind][locale],
    status: statusOf(code, definition.kind),
    detail: fillText(definition[locale], refusal.facts),
    code,
    ...(param === undefined ? {} : { param: String(param) }),
    request_id: requestId,
    retryable: definition.retryable ?? false,
    money_moved: moneyMoved,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}

/** What an error means to the one who asked: a refusal as it is, anything else without details. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof OutcomeUnknown) return refusePlatform('platform.outcome_unknown');
  if (isOverload(error)) return refusePlatform('platform.overloaded');
  return refusePlatform('platform.defect');
}

const BUSY_STATES = new Set(['53300', '55P03', '57014', '57P01', '57P02', '57P03']);
const BUSY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const BUSY_MESSAGES = /timeout exceeded when trying to connect|Connection terminated|not queryable/;

/** The database is away, full, or busy with others for too long, and nothing was committed. */
function isOverload(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RunAgain) return true;
  const sqlState = sqlStateOf(error);
  if (BUSY_STATES.has(sqlState) || sqlState.startsWith('08')) return true;
  const code = 'code' in error ? String(error.code) : '';
  return BUSY_CODES.has(code) || BUSY_MESSAGES.test(error.message);
}
