// What a face is known by, and what an answer is compared with.

import type { Template } from '../template.ts';

/** As enrolled, and as it was seen lately. */
export type FaceTemplate = {
  readonly enrolled: readonly number[];
  readonly latest: readonly number[] | null;
};

/** What to compare with; a template that is not there leaves nothing to be alike. */
export function knownBy(template: Template<FaceTemplate> | undefined) {
  if (template === undefined) return { model: 'none', embeddings: [] };
  const { enrolled, latest } = template.content;
  return { model: template.model, embeddings: latest === null ? [enrolled] : [enrolled, latest] };
}
