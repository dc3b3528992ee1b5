// Whether a frame is good enough to judge anybody by, and if not, what the person can do about it.

import type { BiometricsRefusal } from '../refusals.ts';
import type { FrameAnalysis } from './analysis.ts';
import { QUALITY } from './settings.ts';

/** What is wrong with a frame, as the person is told; undefined when it is good enough. */
export function faultOf({ faces, face }: FrameAnalysis): BiometricsRefusal | undefined {
  if (face === undefined) return 'biometrics.face_not_found';
  if (faces > 1) return 'biometrics.several_faces';
  if (face.widthPx < QUALITY.widthPxMin) return 'biometrics.face_too_far';
  if (face.inside < QUALITY.insideMin) return 'biometrics.face_too_near';
  if (face.light < QUALITY.lightMin || face.light > QUALITY.lightMax) {
    return 'biometrics.light_poor';
  }
  return face.sharpness < QUALITY.sharpnessMin ? 'biometrics.picture_blurred' : undefined;
}
