// The shape of every error answer of the API: RFC 9457 problem details with the bank's own members.

import type { Facts, MoneyMoved } from './refusal.ts';

export type Problem = {
  /** A URI reference to the page that documents the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened and what to do next, in the language of the request. */
  readonly detail: string;
  readonly code: string;
  /** Which part of the request is at fault, as a JSON pointer, a header or a parameter name. */
  readonly param?: string;
  readonly request_id: string;
  readonly retryable: boolean;
  readonly money_moved: MoneyMoved;
  readonly facts?: Facts;
};
