// Feedback on a PIN that everybody guesses first. The bank knows more (birthdays, phone numbers)
// and has the last word.

export type PinWeakness = 'run' | 'repeat';

/** Why six digits are plainly weak; undefined when nothing plain is wrong with them. */
export function pinWeakness(pin: string): PinWeakness | undefined {
  const steps = Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at]));
  if (steps.every((step) => step === 1) || steps.every((step) => step === -1)) return 'run';
  return /^(\d{1,3})\1+$/.test(pin) ? 'repeat' : undefined;
}
