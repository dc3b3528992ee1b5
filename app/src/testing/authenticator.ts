// A phone's own authenticator for the browser of a visitor: it holds passkeys, and its owner can be
// there, or somebody else whose finger does not fit.

import type { Visitor } from './visitor.ts';

export type Authenticator = {
  /** Whether the finger on it is the owner's; it is at first. */
  readonly ownerIsThere: (there: boolean) => Promise<void>;
  /** Gives another phone of the same owner the same passkeys, as a cloud does. */
  readonly syncTo: (other: Authenticator) => Promise<void>;
  readonly receive: (credentials: readonly Credential[]) => Promise<void>;
};

type Credential = {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
};

/** Puts an authenticator into the visitor's phone. */
export async function giveAuthenticator({ context, page }: Visitor): Promise<Authenticator> {
  const browser = await context.newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    ownerIsThere: async (there) => {
      await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: there });
    },
    syncTo: async (other) => {
      const { credentials } = await browser.send('WebAuthn.getCredentials', { authenticatorId });
      await other.receive(credentials);
    },
    receive: async (credentials) => {
      for (const credential of credentials) {
        await browser.send('WebAuthn.addCredential', { authenticatorId, credential });
      }
    },
  };
}
