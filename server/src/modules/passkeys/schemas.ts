// What browsers send of an authenticator's answer: bounded before anything looks into it. Members
// that only repeat what is inside are taken and not used.

import { Type, type Static } from 'typebox';

const BASE64URL = '^[A-Za-z0-9_-]+={0,2}$';
const bytes = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: BASE64URL });

const credentialMembers = {
  id: bytes(1_400),
  rawId: bytes(1_400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(
    Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
  ),
  clientExtensionResults: Type.Object({}, { additionalProperties: true }),
};

/** A registration's answer, as `RegistrationResponseJSON` of WebAuthn names it. */
export const registrationAnswerSchema = Type.Object(
  {
    ...credentialMembers,
    response: Type.Object({
      clientDataJSON: bytes(4_096),
      attestationObject: bytes(20_000),
      authenticatorData: Type.Optional(bytes(8_192)),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 })),
      publicKeyAlgorithm: Type.Optional(Type.Integer()),
      publicKey: Type.Optional(bytes(8_192)),
    }),
  },
  { title: 'PasskeyRegistration' },
);

/** A confirmation's answer, as `AuthenticationResponseJSON` of WebAuthn names it. */
export const confirmationAnswerSchema = Type.Object(
  {
    ...credentialMembers,
    response: Type.Object({
      clientDataJSON: bytes(4_096),
      authenticatorData: bytes(8_192),
      signature: bytes(8_192),
      userHandle: Type.Optional(bytes(128)),
    }),
  },
  { title: 'PasskeyConfirmation' },
);

/** Options for the browser, to be handed on as they are. */
export const passkeyOptionsSchema = Type.Object({}, { additionalProperties: true });

export type RegistrationAnswer = Static<typeof registrationAnswerSchema>;
export type ConfirmationAnswer = Static<typeof confirmationAnswerSchema>;
