// Which six digits are too easy to guess to protect money: the patterns people choose first, and
// digits that stand on the person's own papers.

const POPULAR = new Set(['520131', '131452', '147258', '159357', '258369', '159753', '147852']);

export type PinOwner = { readonly idNumber: string; readonly phone: string };

/**
 * Whether a six-digit PIN is weak: steps of one up or down (also round the corner of 9 and 0), a
 * repetition (000000, 121212, 123123, 112233), a popular number, six neighbouring digits of the
 * owner's id number or phone, or the owner's day of birth in another order.
 */
export function isWeakPin(pin: string, owner: PinOwner): boolean {
  return (
    isRun(pin) ||
    /^(\d{1,3})\1+$/.test(pin) ||
    /^(\d)\1(\d)\2(\d)\3$/.test(pin) ||
    /^(\d)\1\1(\d)\2\2$/.test(pin) ||
    POPULAR.has(pin) ||
    owner.idNumber.includes(pin) ||
    owner.phone.includes(pin) ||
    birthdayForms(owner.idNumber).includes(pin)
  );
}

function isRun(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  return [1, 9].some((step) => steps.every((taken) => (taken + 10) % 10 === step));
}

function birthdayForms(idNumber: string): string[] {
  const [year, month, day] = [
    idNumber.slice(8, 10),
    idNumber.slice(10, 12),
    idNumber.slice(12, 14),
  ];
  const century = idNumber.slice(6, 8);
  return [
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    `${month}${day}${year}`,
    `${month}${century}${year}`,
    `${century}${year}${month}`,
  ];
}
