// What tests of security share: step-ups answered by a passkey or a face.

import {
  authenticator,
  type Authenticator,
  type Lie,
} from '../../passkeys/testing/authenticator.ts';
import type { Act } from '../../biometrics/face/testing/seen.ts';
import type { CheckedBank, Person } from '../testing/checked-bank.ts';

const ORIGIN = 'http://localhost:8080';

type Session = Pick<Person, 'token' | 'device'>;
type Reply = { readonly status: number; readonly body: Record<string, unknown> };

/** Ways through step-ups at a bank. */
export function stepUpsAt(bank: CheckedBank) {
  const post = (session: Session, path: string, body?: object) =>
    bank.call(path, { method: 'POST', session, ...(body && { body }) });
  /** Adds a passkey with the PIN; answers the device that has it. */
  const addPasskey = async (session: Session): Promise<Authenticator> => {
    const proof = await bank.proofOf(session);
    const path = '/v1/me/passkeys/registration-options';
    const { body } = await bank.call(path, { method: 'POST', session, proof });
    const device = authenticator(ORIGIN);
    const credential = device.create(body['options'] as object);
    const made = { challenge_id: body['challenge_id'], name: 'Phone', credential };
    const { status } = await post(session, '/v1/me/passkeys', made);
    if (status !== 201) throw new Error(`no passkey: ${JSON.stringify(body)}`);
    return device;
  };
  /** The id of the step-up that a refusal asks for. */
  const idIn = ({ body }: Reply): string => {
    const { step_up_id: id } = (body['facts'] ?? {}) as { step_up_id?: string };
    return id ?? '';
  };
  /** Answers a step-up by a passkey. */
  const byPasskey = async (
    session: Session,
    id: string,
    device: Authenticator,
    lie: Lie = {},
  ): Promise<Reply> => {
    const asked = await post(session, `/v1/me/step-ups/${id}/passkey-options`);
    if (asked.status !== 201) return asked;
    const credential = device.get(asked.body['options'] as object, lie);
    const answer = { method: 'passkey', challenge_id: asked.body['challenge_id'], credential };
    return post(session, `/v1/me/step-ups/${id}/answer`, answer);
  };
  /** Answers a step-up by the face, checked now. */
  const byFace = async (session: Session, id: string): Promise<Reply> => {
    const checked = await bank.checkFace(session, 'verify');
    if (checked.status !== 204) return checked;
    return post(session, `/v1/me/step-ups/${id}/answer`, { method: 'face' });
  };
  /** Sends a request that takes the PIN and, when a token is given, shows it. */
  const ask = async (
    session: Session,
    path: string,
    {
      method = 'POST',
      body,
      token,
    }: { method?: 'POST' | 'DELETE'; body?: object; token?: string } = {},
  ): Promise<Reply> =>
    bank.call(path, {
      method,
      session,
      proof: await bank.proofOf(session),
      ...(body && { body }),
      ...(token !== undefined && { headers: { 'sycee-step-up': token } }),
    });
  return { post, addPasskey, idIn, byPasskey, byFace, ask };
}

/** The code of a reply, or its status. */
export function wordOf({ status, body }: Reply): unknown {
  return body['code'] ?? status;
}

type Shown = Act & { readonly isBackwards?: boolean };

/** Faces shown without signing in as whom they show. */
export function facesAt(bank: CheckedBank) {
  const start = (path: string, body: object, session?: Session): Promise<Reply> =>
    bank.call(path, { method: 'POST', body, ...(session && { session }) });
  /** Answers with what the models are to see. */
  const answer = async (
    path: string,
    begun: Reply,
    { isBackwards = false, ...act }: Shown = {},
    session?: Session,
  ): Promise<Reply> => {
    const prompts = begun.body['prompts'] as NonNullable<Act['prompts']>;
    const made = isBackwards ? prompts.toReversed() : prompts;
    return bank.showFace(path, { prompts: made, ...act }, session);
  };
  return {
    start,
    answer,
    /** Tries to freeze the account of a phone. */
    freeze: async (phone: string, act: Shown = {}): Promise<Reply> => {
      const begun = await start('/v1/freeze-challenges', { phone });
      if (begun.status !== 201) return begun;
      bank.clock.advance(10);
      const path = `/v1/freeze-challenges/${String(begun.body['challenge_id'])}/answer`;
      return answer(path, begun, act);
    },
    /** Tries to come back to an account from a new number. */
    recover: async (session: Session, said: object, act: Shown = {}): Promise<Reply> => {
      const begun = await start('/v1/me/recoveries', said, session);
      if (begun.status !== 201) return begun;
      bank.clock.advance(10);
      const path = `/v1/me/recoveries/${String(begun.body['recovery_id'])}/answer`;
      return answer(path, begun, act, session);
    },
  };
}
