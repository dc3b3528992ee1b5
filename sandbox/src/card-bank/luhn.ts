// The check digit of card numbers: ISO/IEC 7812-1, annex B.

/** The digit that makes a number valid when it is put behind it. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, char, index) => {
    const doubled = Number(char) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
