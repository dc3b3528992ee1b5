// Comparing faces: an embedding is a direction in space, and the nearer two point, the more alike
// the faces.

/** The cosine between two embeddings; 1 for the same direction. */
export function similarityOf(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, valueA] of a.entries()) {
    const valueB = b[index] ?? 0;
    product += valueA * valueB;
    lengthA += valueA * valueA;
    lengthB += valueB * valueB;
  }
  return lengthA === 0 || lengthB === 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
}

/** The middle direction of several embeddings. */
export function middleOf(embeddings: readonly (readonly number[])[]): number[] {
  const size = embeddings[0]?.length ?? 0;
  const middle = Array.from({ length: size }, () => 0);
  for (const embedding of embeddings) {
    const length = Math.hypot(...embedding) || 1;
    for (let index = 0; index < size; index++) {
      middle[index] = (middle[index] ?? 0) + (embedding[index] ?? 0) / length;
    }
  }
  return middle;
}

/** The value in the middle of several; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
