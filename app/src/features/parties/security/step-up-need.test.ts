// What is read out of the bank's wish for one more check, also when it says what this app does not
// know yet.

import { BankRefusal, BankUnreachable } from '@sycee/sdk';
import { expect, test } from 'vitest';

import { stepUpNeedOf } from './step-up-need.ts';

function refusal(code: string, facts: Record<string, string>): BankRefusal {
  return new BankRefusal({
    type: `/docs/reference/refusals#${code}`,
    title: code,
    status: 403,
    detail: '',
    code,
    request_id: 'req_1',
    retryable: false,
    money_moved: 'no',
    facts,
  });
}

const facts = { step_up_id: 'step_1', reasons: 'new_payee day_sum', methods: 'passkey face' };

test('the reasons and the ways, in the order of the bank', () => {
  expect(stepUpNeedOf(refusal('parties.step_up_needed', facts))).toEqual({
    id: 'step_1',
    reasons: ['new_payee', 'day_sum'],
    methods: ['passkey', 'face'],
  });
});

test('a reason and a way of a newer bank are left out', () => {
  const newer = { ...facts, reasons: 'full_moon new_payee', methods: 'iris voice' };
  expect(stepUpNeedOf(refusal('parties.step_up_needed', newer))).toMatchObject({
    reasons: ['new_payee'],
    methods: ['voice'],
  });
});

test.each([
  ['another refusal', refusal('parties.pin_wrong', facts)],
  ['one without a check to do', refusal('parties.step_up_needed', {})],
  ['a bank that is not heard', new BankUnreachable('no', undefined)],
  ['a defect', new Error('boom')],
])('%s asks for nothing', (_, error) => {
  expect(stepUpNeedOf(error)).toBeUndefined();
});
