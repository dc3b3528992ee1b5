// From one frame to what the judge needs of it: let the models look, and measure.

import { createHash } from 'node:crypto';
import type { FaceResult } from '@vladmandic/human';
import type { FaceMeasures, Frame, FrameAnalysis } from './analysis.ts';
import type { FaceModels } from './human.ts';
import type { Picture } from './jpeg.ts';
import { lightAndSharpness, lookOf } from './pixels.ts';

/** Points of the MediaPipe face mesh; right and left are the subject's. */
const MESH = {
  noseTip: 1,
  top: 10,
  upperLip: 13,
  lowerLip: 14,
  rightEye: 33,
  chin: 152,
  rightEar: 234,
  leftEye: 263,
  leftEar: 454,
} as const;

/** A second face this large beside the first is a second person, not a picture on the wall. */
const SECOND_FACE = 1 / 3;

type Point = readonly [x: number, y: number];

/** Measures one frame and the picture that was decoded from it. */
export async function measureFrame(
  models: FaceModels,
  frame: Frame,
  picture: Picture,
): Promise<FrameAnalysis> {
  const found = await models.facesIn(picture);
  const faces = found
    .filter(({ mesh }) => mesh.length > MESH.leftEar)
    .map((face) => measuresOf(face, picture))
    .toSorted((a, b) => b.widthPx - a.widthPx);
  const [face] = faces;
  const sample = createHash('sha256').update(frame.jpeg).digest('hex');
  const measured = { atMs: frame.atMs, sample, look: lookOf(picture) };
  if (face === undefined) return { ...measured, faces: 0 };
  const large = faces.filter(({ widthPx }) => widthPx >= face.widthPx * SECOND_FACE);
  return { ...measured, faces: large.length, face };
}

function measuresOf(face: FaceResult, picture: Picture): FaceMeasures {
  const at = (point: keyof typeof MESH): Point => {
    const [x = 0, y = 0] = face.mesh[MESH[point]] ?? [];
    return [x, y];
  };
  const [left, right] = [at('rightEar'), at('leftEar')];
  const [top, chin] = [at('top'), at('chin')];
  const area = {
    left: Math.min(left[0], right[0]),
    top: Math.min(top[1], chin[1]),
    width: Math.abs(right[0] - left[0]),
    height: Math.abs(chin[1] - top[1]),
  };
  const eyes = distance(at('rightEye'), at('leftEye')) || 1;
  return {
    widthPx: distance(left, right),
    inside: insideShare(face, picture),
    ...lightAndSharpness(picture, area),
    turn: placeBetween(at('noseTip'), left, right) - 0.5,
    pitch: (180 / Math.PI) * (face.rotation?.angle.pitch ?? 0),
    mouth: distance(at('upperLip'), at('lowerLip')) / eyes,
    antispoof: face.real ?? 0,
    liveness: face.live ?? 0,
    embedding: face.embedding ?? [],
  };
}

/** Where a point stands on the line between two others: 0 at the first, 1 at the second. */
function placeBetween(point: Point, first: Point, second: Point): number {
  const [dx, dy] = [second[0] - first[0], second[1] - first[1]];
  const along = (point[0] - first[0]) * dx + (point[1] - first[1]) * dy;
  return along / (dx * dx + dy * dy || 1);
}

function insideShare({ mesh }: FaceResult, { width, height }: Picture): number {
  const inside = mesh.filter(([x, y]) => x >= 0 && y >= 0 && x < width && y < height);
  return inside.length / mesh.length;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
