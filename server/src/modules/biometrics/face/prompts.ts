// What a subject may be asked to do. Each movement shows the depth or the muscles of a face, so
// that a flat picture turned, tilted or brought nearer does none of them.

/** Left and right are the subject's own. */
export const FACE_PROMPTS = ['turn_left', 'turn_right', 'look_up', 'open_mouth'] as const;

export type FacePrompt = (typeof FACE_PROMPTS)[number];

/** Draws different prompts, every order equally likely, from a random text of base64url. */
export function drawPrompts(count: number, randomText: string): FacePrompt[] {
  const left = [...FACE_PROMPTS];
  const random = Buffer.from(randomText, 'base64url');
  return Array.from({ length: count }, (_, index) => {
    // 32 random bits against at most four choices: a bias below one in a thousand million.
    const place = random.readUInt32BE(index * 4) % left.length;
    const [prompt] = left.splice(place, 1);
    if (prompt === undefined) throw new RangeError(`prompts: there are no ${count} different ones`);
    return prompt;
  });
}
