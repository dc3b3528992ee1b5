// An authenticator made of software, for tests: it makes key pairs and signs with them as a phone
// does, and lies where a test tells it to.

import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { ConfirmationAnswer, RegistrationAnswer } from '../schemas.ts';

/** Where an answer differs from what an honest device and browser would say. */
export type Lie = {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly type?: string;
  /** False: the person was not asked to unlock it. */
  readonly verified?: boolean;
  readonly crossOrigin?: boolean;
  /** How often it says it has signed. */
  readonly uses?: number;
  /** Signs with another key than the registered one. */
  readonly otherKey?: boolean;
};

type Options = { readonly challenge?: unknown; readonly rp?: unknown; readonly rpId?: unknown };

const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];

/** A device with one passkey. */
export function authenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const id = randomBytes(32);
  let uses = 0;
  const clientData = (type: string, { challenge }: Options, lie: Lie): string => {
    const said = {
      type: lie.type ?? type,
      challenge: lie.challenge ?? challenge,
      origin: lie.origin ?? origin,
      crossOrigin: lie.crossOrigin ?? false,
    };
    return Buffer.from(JSON.stringify(said)).toString('base64url');
  };
  const credential = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  } as const;
  return {
    id: credential.id,
    /** Answers registration options. */
    create: (options: Options, lie: Lie = {}): RegistrationAnswer => {
      const { id: rpId = '' } = (options.rp ?? {}) as { id?: string };
      const head = authData({ rpId: lie.rpId ?? rpId, uses: lie.uses ?? 0, attested: true }, lie);
      const length = Buffer.from([id.length >> 8, id.length & 0xff]);
      const data = Buffer.concat([head, Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const attestation = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(data)],
      ]);
      return {
        ...credential,
        response: {
          clientDataJSON: clientData('webauthn.create', options, lie),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** Answers confirmation options. */
    get: (options: Options, lie: Lie = {}): ConfirmationAnswer => {
      uses = lie.uses ?? uses + 1;
      const rpId = lie.rpId ?? String(options.rpId);
      const data = authData({ rpId, uses, attested: false }, lie);
      const client = clientData('webauthn.get', options, lie);
      const hash = createHash('sha256').update(Buffer.from(client, 'base64url')).digest();
      const key = lie.otherKey === true ? stranger : privateKey;
      const signature = sign('sha256', Buffer.concat([data, hash]), key);
      return {
        ...credential,
        response: {
          clientDataJSON: client,
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}

export type Authenticator = ReturnType<typeof authenticator>;

type Head = { readonly rpId: string; readonly uses: number; readonly attested: boolean };

function authData({ rpId, uses, attested }: Head, { verified = true }: Lie): Buffer {
  const flags = PRESENT | (verified ? VERIFIED : 0) | (attested ? ATTESTED : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(uses);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
}

/** The public key as COSE names an ES256 key: RFC 9053. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return cborMap([
    [Buffer.from([0x01]), Buffer.from([0x02])],
    [Buffer.from([0x03]), Buffer.from([0x26])],
    [Buffer.from([0x20]), Buffer.from([0x01])],
    [Buffer.from([0x21]), cborBytes(Buffer.from(x, 'base64url'))],
    [Buffer.from([0x22]), cborBytes(Buffer.from(y, 'base64url'))],
  ]);
}

function cborMap(members: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([Buffer.from([0xa0 | members.length]), ...members.flat()]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}
