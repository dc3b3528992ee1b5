// Card numbers as people type them, and whether their check digit holds (ISO/IEC 7812).

const BIN_LENGTH = 6;

/** The digits of what was typed, at most 19. */
export function cardDigits(text: string): string {
  return text.replaceAll(/\D/g, '').slice(0, 19);
}

/** The number in groups of four. */
export function groupCard(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** The first digits, which name the bank, once there are enough of them. */
export function binOf(digits: string): string | undefined {
  return digits.length >= BIN_LENGTH ? digits.slice(0, BIN_LENGTH) : undefined;
}

/** Whether a number is long enough to be checked, and its check digit holds. */
export function cardNumberState(digits: string): 'incomplete' | 'wrong' | 'right' {
  if (digits.length < 16) return 'incomplete';
  if (luhnHolds(digits)) return 'right';
  // Longer numbers may still be on their way.
  return digits.length === 19 ? 'wrong' : 'incomplete';
}

function luhnHolds(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
