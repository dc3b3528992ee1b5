// People in tests who are checked by face or voice: what the models see and hear is written down by
// hand, everything else is the bank's own.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { FaceAnalyser, VoiceModel } from '#biometrics';
import { testBank, type TestBank } from '../../../testing.ts';
import { seen, type Act } from '../../biometrics/face/testing/seen.ts';
import { agreeTo } from '../../consents/testing.ts';
import { authenticate } from '../authenticate.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Reply = { status: number; body: Record<string, unknown> };
type Kind = 'face' | 'voice';
type Purpose = 'enrol' | 'verify';

export type Person = Session & { readonly phone: string };

/** What the models see and hear next. */
type Senses = { face: Act; likeness: number };

/** A picture by its header alone: 480 x 640. */
const PICTURE = Buffer.from('ffd8ffc0001108028001e0030122000211010311010000', 'hex');

/** A bank with people in it whose faces and voices a test decides; their phones follow a number. */
export async function checkedBank(
  firstNumber: number,
  ports: NonNullable<Parameters<typeof testBank>[0]> = {},
) {
  const senses: Senses = { face: {}, likeness: 2 };
  const bank = await testBank({
    faceAnalyser: seeing(senses),
    voiceModel: hearing(senses),
    ...ports,
  });
  const checks = checksAt(bank, senses);
  return { ...bank, ...checks, ...peopleOf(bank, checks.checkFace, firstNumber) };
}

export type CheckedBank = Awaited<ReturnType<typeof checkedBank>>;

function seeing(senses: Senses): FaceAnalyser {
  let takes = 0;
  return {
    analyse: async () => seen({ ...senses.face, take: ++takes }),
    close: async () => undefined,
  };
}

function hearing(senses: Senses): VoiceModel {
  const quality = { seconds: 3, speechSeconds: 2, speechDb: -20, noiseDb: -60, clipped: 0 };
  return {
    examine: async ({ digits, recordings }) => ({
      model: 'test-model',
      qualities: recordings.map(() => quality),
      scores: { misreading: 0, likeness: senses.likeness, novelty: 1 },
      takes: recordings.map(() => ({ digits, prints: [...digits].map(() => '') })),
    }),
  };
}

function checksAt(bank: TestBank, senses: Senses) {
  const begin = (session: Session, kind: Kind, purpose: Purpose): Promise<Reply> => {
    const body = { purpose, ...(kind === 'voice' && { language: 'zh' }) };
    return bank.call(`/v1/me/${kind}-challenges`, { session, body });
  };
  /** Answers a face challenge with what the models are to see. */
  const answer = (
    session: Session,
    id: string,
    { proof, ...act }: Act & { proof?: string } = {},
  ): Promise<Reply> => {
    senses.face = act;
    const jpeg = PICTURE.toString('base64');
    const frames = [0, 600, 1_200, 1_800, 2_400].map((at) => ({ at_ms: at, jpeg }));
    const body = { frames, ...(proof !== undefined && { proof }) };
    return bank.call(`/v1/me/face-challenges/${id}/answer`, { session, body });
  };
  /** Shows frames to a path, in which the models see what a test says. */
  const showFace = (path: string, act: Act, session?: Pick<Session, 'token' | 'device'>) => {
    senses.face = act;
    const jpeg = PICTURE.toString('base64');
    const frames = [0, 600, 1_200, 1_800, 2_400].map((at) => ({ at_ms: at, jpeg }));
    return bank.call(path, { body: { frames }, ...(session && { session }) });
  };
  /** A whole check of a face; answers the reply of the step that failed, or of the last. */
  const checkFace = async (
    session: Session,
    purpose: Purpose,
    given: Act & { proof?: string } = {},
  ): Promise<Reply> => {
    const begun = await begin(session, 'face', purpose);
    if (begun.status !== 201) return begun;
    bank.clock.advance(10);
    const prompts = begun.body['prompts'] as NonNullable<Act['prompts']>;
    return answer(session, String(begun.body['challenge_id']), { prompts, ...given });
  };
  /** The same of a voice; `alike` of 0 is somebody else's. */
  const checkVoice = async (
    session: Session,
    purpose: Purpose,
    { alike = 2, ...given }: { proof?: string; alike?: number } = {},
  ): Promise<Reply> => {
    const begun = await begin(session, 'voice', purpose);
    if (begun.status !== 201) return begun;
    senses.likeness = alike;
    const phrases = begun.body['phrases'] as string[];
    const recordings = phrases.map(() => randomBytes(60).toString('base64'));
    const path = `/v1/me/voice-challenges/${String(begun.body['challenge_id'])}/answer`;
    return bank.call(path, { session, body: { recordings, ...given } });
  };
  return { begin, answer, showFace, checkFace, checkVoice };
}

type CheckFace = ReturnType<typeof checksAt>['checkFace'];

function peopleOf(bank: TestBank, checkFace: CheckFace, firstNumber: number) {
  let people = firstNumber;
  const newPerson = async (): Promise<Person> => {
    const phone = testPhone(++people);
    return { ...(await bank.signIn(phone)), phone };
  };
  /** Agrees to purposes; says who the caller is. */
  const agree = (session: Session, ...purposes: Parameters<typeof agreeTo>[2][]) =>
    bank.database.transact(async (tx) => {
      const { token: sessionToken, device: deviceSecret } = session;
      const [caller] = await authenticate(tx, [{ sessionToken, deviceSecret }]);
      assert(caller !== undefined);
      await agreeTo(tx, caller, ...purposes);
      return caller;
    });
  /** A PIN proof, or the code of the refusal. */
  const proofOf = async (session: Session, pin = TEST_PIN): Promise<string> => {
    const { body } = await bank.call('/v1/pin-proofs', { session, body: { pin } });
    return String(body['proof'] ?? body['code']);
  };
  /** Somebody with a PIN, who has agreed to both kinds. */
  const newCustomer = async (): Promise<Person> => {
    const person = await newPerson();
    const put = (path: string, body: object) =>
      bank.call(path, { method: 'PUT', session: person, body });
    await bank.identify(person, { name: '林小雨', id_number: testIdNumber(people % 1_000) });
    const { status } = await put('/v1/me/pin', { pin: TEST_PIN });
    assert.equal(status, 200);
    await agree(person, 'biometrics_face', 'biometrics_voice');
    return person;
  };
  /** The same, and with a face that the bank knows. */
  const knownCustomer = async (): Promise<Person> => {
    const person = await newCustomer();
    const { status } = await checkFace(person, 'enrol', { proof: await proofOf(person) });
    assert.equal(status, 204);
    return person;
  };
  return { newPerson, agree, proofOf, newCustomer, knownCustomer };
}
