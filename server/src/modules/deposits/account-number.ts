// Account numbers: the bank's prefix, a serial number and a check digit, 19 digits as bank cards
// have. The prefix is fictitious; a bank that runs this house puts its own here.

const PREFIX = '623199';
const SERIAL_DIGITS = 12;

/** The account number of a serial number, with its check digit (ISO/IEC 7812-1, Luhn). */
export function accountNumber(serial: bigint): string {
  const body = PREFIX + serial.toString().padStart(SERIAL_DIGITS, '0');
  return body + checkDigit(body);
}

/** An account number as people read it: groups of four. */
export function groupedNumber(number: string): string {
  return number.replaceAll(/\d{4}(?=\d)/g, '$& ');
}

function checkDigit(body: string): string {
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
