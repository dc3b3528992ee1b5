// Mobile numbers of mainland China as people type them and as the bank knows them.

const MOBILE = /^1[3-9]\d{9}$/;

/** The digits a person has typed, without country code and spaces; at most eleven. */
export function phoneDigits(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  const local = digits.length > 11 && digits.startsWith('86') ? digits.slice(2) : digits;
  return local.slice(0, 11);
}

/** The number as the bank knows it, once it is complete: `+8613800000001`. */
export function fullPhone(digits: string): string | undefined {
  return MOBILE.test(digits) ? `+86${digits}` : undefined;
}

/** The number in the groups people read: `138 0000 0001`. */
export function groupPhone(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ');
}
