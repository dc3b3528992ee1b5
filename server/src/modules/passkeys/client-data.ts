// What the browser says about an answer: signed along with it, and the part that attacks show in.
// The library checks the same; here each fault has a name for the record, and answers from inside
// another website's frame are refused.

export type Expected = {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  readonly origins: readonly string[];
};

/** What is wrong with client data in base64url; nothing: it is as expected. */
export function faultsOf(clientDataJSON: string, expected: Expected): string[] {
  const said = parsed(clientDataJSON);
  if (said === undefined) return ['client_data_unreadable'];
  const checks: [string, boolean][] = [
    ['other_type', said['type'] !== expected.type],
    ['other_challenge', said['challenge'] !== expected.challenge],
    ['other_origin', !expected.origins.includes(String(said['origin']))],
    ['framed', said['crossOrigin'] === true || said['topOrigin'] !== undefined],
  ];
  return checks.filter(([, holds]) => holds).map(([fault]) => fault);
}

function parsed(clientDataJSON: string): Record<string, unknown> | undefined {
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString('utf8');
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
