// Measures the face check on what faces are at hand: `npm run measure:face` prints the tables that
// docs/concepts/biometrics.md explains. It needs the pictures in the face library's package.

import type { FaceAnalysis, Frame } from '../analysis.ts';
import { judgeFace, type FaceVerdict } from '../judge-face.ts';
import { decodeJpeg } from '../jpeg.ts';
import { openFaceAnalyser, type FaceAnalyser } from '../open-face-analyser.ts';
import { FACE_PROMPTS, type FacePrompt } from '../prompts.ts';
import { FACE_SETTINGS } from '../settings.ts';
import { medianOf, similarityOf } from '../similarity.ts';
import { act, paced, taken } from '../testing/act.ts';
import { hasPortraits, PEOPLE, type Person } from '../testing/portraits.ts';
import { openAlbum } from './album.ts';
import { ATTACKS, encodedAnew } from './attacks.ts';
import { pairsAcross, pairsWithin, ratesAt } from './rates.ts';

const THRESHOLDS = [0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8];
type Prompts = readonly FacePrompt[];

const EVERY_PAIR: readonly Prompts[] = FACE_PROMPTS.flatMap((first) =>
  FACE_PROMPTS.filter((second) => second !== first).map((second) => [first, second]),
);

const ENROLMENT: Prompts = ['turn_left', 'open_mouth'];

/** Each movement once. */
const FEW_PAIRS: readonly Prompts[] = [
  ['turn_left', 'open_mouth'],
  ['look_up', 'turn_right'],
];

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const percent = (share: number): string => `${(100 * share).toFixed(share > 0.1 ? 0 : 1)} %`;
const row = (...cells: readonly (string | number)[]): boolean => say(`| ${cells.join(' | ')} |`);

async function embeddingsOf(analyser: FaceAnalyser, frames: readonly Frame[]) {
  const found: (readonly number[])[] = [];
  for (let start = 0; start < frames.length; start += 4) {
    // A call takes four frames at least; the last are filled up and cut off again.
    const part = Array.from({ length: 4 }, (_, index) => frames[start + index] ?? frames[0]);
    const analysis = await analyser.analyse(part.filter((frame) => frame !== undefined));
    const wanted = analysis.frames.slice(0, frames.length - start);
    found.push(...wanted.flatMap(({ face }) => (face === undefined ? [] : [face.embedding])));
  }
  return found;
}

async function measureErrors(analyser: FaceAnalyser): Promise<void> {
  const album = openAlbum();
  const takes = (pictures: typeof album.one) =>
    embeddingsOf(analyser, paced(pictures.map((picture, index) => taken(picture, index))));
  const [one, others] = [await takes(album.one), await takes(album.others)];
  const genuine = pairsWithin(one, similarityOf);
  const impostor = pairsAcross(one, others, similarityOf);
  const strangers = pairsWithin(others, similarityOf);
  say(`\nErrors of comparison: ${one.length} photos of one man (${genuine.length} pairs),`);
  say(
    `${others.length} of others (${impostor.length} pairs with him, ${strangers.length} among them)\n`,
  );
  row('threshold', 'FNMR, his photos', 'FMR, others as him', 'FMR at most, among the others');
  row('---:', '---:', '---:', '---:');
  const among = ratesAt(THRESHOLDS, [], strangers);
  for (const [index, rates] of ratesAt(THRESHOLDS, genuine, impostor).entries()) {
    const { threshold, nonMatch, match } = rates;
    row(threshold.toFixed(2), percent(nonMatch), percent(match), percent(among[index]?.match ?? 0));
  }
}

type Enrolled = { readonly verdict: FaceVerdict; readonly frames: readonly Frame[] };

function judged(analysis: FaceAnalysis, prompts: Prompts, enrolled?: Enrolled): FaceVerdict {
  return judgeFace({
    analysis,
    prompts,
    openMs: 60_000,
    isReplay: false,
    earlierLooks: enrolled?.verdict.looks ?? [],
    ...(enrolled && {
      known: { model: analysis.model, embeddings: [enrolled.verdict.embedding] },
    }),
    settings: FACE_SETTINGS,
  });
}

async function enrolEverybody(analyser: FaceAnalyser): Promise<Map<Person, Enrolled>> {
  const enrolled = new Map<Person, Enrolled>();
  for (const person of PEOPLE) {
    const frames = act(person, ENROLMENT, 1);
    enrolled.set(person, { frames, verdict: judged(await analyser.analyse(frames), ENROLMENT) });
  }
  return enrolled;
}

/** Each case of a person and two prompts, judged against the enrolment; prints one row. */
async function measureCase(
  analyser: FaceAnalyser,
  enrolled: ReadonlyMap<Person, Enrolled>,
  name: string,
  framesFor: (person: Person, prompts: Prompts, seed: number) => Frame[],
  pairs = FEW_PAIRS,
): Promise<void> {
  const reasons = new Map<string, number>();
  let [tried, accepted] = [0, 0];
  for (const [person, known] of enrolled) {
    for (const prompts of pairs) {
      const frames = framesFor(person, prompts, 100 + tried * 7);
      const verdict = judged(await analyser.analyse(frames), prompts, known);
      tried++;
      if (verdict.reasons.length === 0) accepted++;
      for (const reason of verdict.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  const told = [...reasons].toSorted(([, a], [, b]) => b - a).map(([why, n]) => `${why} ${n}`);
  row(name, tried, accepted, percent(accepted / tried), told.join(', '));
}

async function measureAttacks(analyser: FaceAnalyser): Promise<void> {
  const enrolled = await enrolEverybody(analyser);
  say(`\nWho is let in: ${PEOPLE.length} people, each asked for several pairs of movements\n`);
  row('what is held before the camera', 'tried', 'let in', 'share', 'reasons against it');
  row('---', '---:', '---:', '---:', '---');
  await measureCase(analyser, enrolled, 'the person', act, EVERY_PAIR);
  const [first = 'bearded'] = PEOPLE;
  const strangerTo = (person: Person): Person =>
    person === 'greyPictured' ? first : 'greyPictured';
  await measureCase(analyser, enrolled, 'another person', (person, prompts, seed) =>
    act(strangerTo(person), prompts, seed),
  );
  const again = (person: Person): Frame[] => {
    const frames = enrolled.get(person)?.frames ?? [];
    return encodedAnew(frames.map(({ jpeg }) => decodeJpeg(jpeg)));
  };
  const name = 'the enrolment, encoded anew, when chance asks for the same';
  await measureCase(analyser, enrolled, name, again, [ENROLMENT]);
  for (const attack of ATTACKS) {
    await measureCase(analyser, enrolled, attack.name, attack.frames);
  }
}

async function measureTime(analyser: FaceAnalyser): Promise<void> {
  const frames = act('bearded', ['turn_left', 'open_mouth'], 9);
  const started = performance.now();
  await analyser.analyse(frames);
  const coldMs = performance.now() - started;
  const warm: number[] = [];
  for (let time = 0; time < 9; time++) {
    const from = performance.now();
    await analyser.analyse(frames);
    warm.push(performance.now() - from);
  }
  const middle = medianOf(warm);
  say(
    `A check of ${frames.length} frames: ${middle.toFixed(0)} ms in the middle of ${warm.length}`,
  );
  say(
    `(${(middle / frames.length).toFixed(0)} ms a frame), the first one ${coldMs.toFixed(0)} ms.`,
  );
}

if (!hasPortraits) {
  say('The pictures of @vladmandic/human are not there; nothing can be measured.');
} else {
  const analyser = openFaceAnalyser();
  await measureTime(analyser);
  await measureErrors(analyser);
  await measureAttacks(analyser);
  await analyser.close();
}
