// How risky something is, as a table: one row an outcome.

import { describe, expect, test } from 'vitest';
import { payeeMatters, riskOf, type RiskFacts, type RiskRules } from './risk-of.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const rules: RiskRules = {
  terms: { newDeviceSeconds: DAY, changeSeconds: DAY, unusualFromHour: 0, unusualToHour: 6 },
  thresholds: new Map([
    ['transfer new_device', 2_000_00n],
    ['transfer new_payee', 5_000_00n],
    ['transfer pin_reset', 1_000_00n],
    ['transfer phone_changed', 1_000_00n],
    ['transfer unusual_hour', 5_000_00n],
    ['transfer day_sum', 8_000_00n],
    ['withdrawal new_device', null],
    ['unfreeze always', 0n],
    ['passkey_add new_device', 0n],
  ]),
};

/** An old customer, on an old phone, at noon, to a known payee. */
const ordinary: RiskFacts = {
  action: 'transfer',
  amountMinor: 10_00n,
  daySumMinor: 10_00n,
  signedInForSeconds: 30 * DAY,
  isFirstSession: false,
  phoneChangedForSeconds: undefined,
  pinResetForSeconds: undefined,
  isNewPayee: false,
  hour: 12,
};
const justIn = { signedInForSeconds: 60 };

describe('risk', () => {
  test.each<[string, Partial<RiskFacts>, readonly string[]]>([
    ['an ordinary transfer', {}, []],
    ['a large one to somebody known', { amountMinor: 7_999_99n }, []],
    ['a small one on a new device', { ...justIn, amountMinor: 1_999_99n }, []],
    ['two thousand on a new device', { ...justIn, amountMinor: 2_000_00n }, ['new_device']],
    [
      'two thousand where the customer has joined',
      { ...justIn, isFirstSession: true, amountMinor: 2_000_00n },
      [],
    ],
    ['a device of a day is not new', { signedInForSeconds: DAY, amountMinor: 9_000_00n }, []],
    ['a second less is', { signedInForSeconds: DAY - 1, amountMinor: 4_000_00n }, ['new_device']],
    ['just below, to a new payee', { isNewPayee: true, amountMinor: 4_999_99n }, []],
    ['five thousand to a new payee', { isNewPayee: true, amountMinor: 5_000_00n }, ['new_payee']],
    ['payee not asked for', { isNewPayee: undefined, amountMinor: 5_000_00n }, []],
    ['at five in the morning', { hour: 5, amountMinor: 5_000_00n }, ['unusual_hour']],
    ['at midnight', { hour: 0, amountMinor: 5_000_00n }, ['unusual_hour']],
    ['at six', { hour: 6, amountMinor: 5_000_00n }, []],
    ['little at night', { hour: 3, amountMinor: 4_999_99n }, []],
    [
      'an hour after a new PIN',
      { pinResetForSeconds: HOUR, amountMinor: 1_000_00n },
      ['pin_reset'],
    ],
    ['a day after a new PIN', { pinResetForSeconds: DAY, amountMinor: 1_000_00n }, []],
    ['little after a new PIN', { pinResetForSeconds: HOUR, amountMinor: 999_99n }, []],
    [
      'an hour after a new phone',
      { phoneChangedForSeconds: HOUR, amountMinor: 1_000_00n },
      ['phone_changed'],
    ],
    ['the last of many in a day', { daySumMinor: 8_000_00n }, ['day_sum']],
    ['the one before', { daySumMinor: 7_999_99n }, []],
    [
      'all of it, the gravest first',
      {
        ...justIn,
        amountMinor: 9_000_00n,
        daySumMinor: 9_000_00n,
        isNewPayee: true,
        hour: 2,
        pinResetForSeconds: 1,
        phoneChangedForSeconds: 1,
      },
      ['pin_reset', 'phone_changed', 'new_device', 'new_payee', 'unusual_hour', 'day_sum'],
    ],
    ['a threshold that is never', { ...justIn, action: 'withdrawal', amountMinor: 9n ** 15n }, []],
    ['an action without thresholds', { ...justIn, action: 'phone_change', hour: 1 }, []],
    ['what is always', { action: 'unfreeze', amountMinor: 0n }, ['always']],
    [
      'what has no amount, on a new device',
      { ...justIn, action: 'passkey_add', amountMinor: 0n },
      ['new_device'],
    ],
    [
      'the same where the customer has joined',
      { ...justIn, isFirstSession: true, action: 'passkey_add', amountMinor: 0n },
      [],
    ],
  ])('of %s', (_, difference, reasons) => {
    const level = reasons.length === 0 ? 'low' : 'raised';
    expect(riskOf({ ...ordinary, ...difference }, rules)).toEqual({ level, reasons });
  });

  test('a payee matters from the threshold on, and never without one', () => {
    expect(payeeMatters(rules, 4_999_99n)).toBe(false);
    expect(payeeMatters(rules, 5_000_00n)).toBe(true);
    expect(payeeMatters({ ...rules, thresholds: new Map() }, 5_000_00n)).toBe(false);
  });
});
