// What the bank takes as the name of an account.

const CHARACTERS_MAX = 20;

/** Whether the bank would refuse a name. */
export function nameProblem(name: string): boolean {
  const plain = name.trim();
  return plain === '' || [...plain].length > CHARACTERS_MAX || /\p{Cc}/u.test(plain);
}
