// Amounts inside sentences; the eye hides them like all others.

import { parseMoney, type Money, type WireMoney } from '@sycee/kit';

import { usePreferences } from '../preferences.ts';
import { amountText, MASK } from './amounts.ts';

/** Writes an amount into a sentence; `open` for what the person is just typing or confirming. */
export function useAmountWords(): (of: WireMoney | Money, open?: 'open') => string {
  const { masked, language } = usePreferences();
  return (of, open) => {
    if (masked && open === undefined) return `¥${MASK}`;
    const money = typeof of.minor === 'string' ? parseMoney(of as WireMoney) : (of as Money);
    return amountText(money, language);
  };
}
