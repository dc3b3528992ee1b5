// Where the fault of a batch lies: in one of its submissions, or in the database or the way to it.

import { AssertionError } from 'node:assert';
import { sqlStateOf } from '#platform';

/** SQLSTATE classes of values and constraints, and errors of the rules themselves. */
const FAULTS_OF_ONE = new Set(['22', '23', 'P0']);

/** Whether an error may lie in one submission, so that the others can be made without it. */
export function liesInOne(error: unknown): boolean {
  const ours = [AssertionError, RangeError, TypeError].some((kind) => error instanceof kind);
  return ours || FAULTS_OF_ONE.has(sqlStateOf(error).slice(0, 2));
}
