// What lies over the picture of the camera: the oval, how far along, and where to move.

import type { FaceStage } from './face-steps.ts';
import { OVAL } from './guidance.ts';

const WIDTH = 480;
const HEIGHT = 640;
const RX = OVAL.halfWidth * WIDTH;
const RY = OVAL.halfHeight * HEIGHT;
const [CX, CY] = [WIDTH / 2, HEIGHT / 2];
const RIM = `M${CX} ${CY - RY}a${RX} ${RY} 0 1 1 0 ${2 * RY}a${RX} ${RY} 0 1 1 0 ${-2 * RY}`;
const SCRIM = `M0 0h${WIDTH}v${HEIGHT}H0z${RIM}`;

/** Where a movement points, on a picture that is a mirror. */
const POINTERS: Partial<Record<FaceStage, string>> = {
  turn_left: 'M50 290 20 320l30 30',
  turn_right: 'M430 290l30 30-30 30',
  look_up: 'M210 66l30-30 30 30',
};

type Props = {
  readonly stage: FaceStage | undefined;
  readonly done: number;
  readonly of: number;
};

/** The oval over the camera's picture; the words beside it say the same. */
export function FaceGuide({ stage, done, of }: Props) {
  const pointer = stage === undefined ? undefined : POINTERS[stage];
  return (
    <svg
      className="camera-guide"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path className="guide-scrim" fillRule="evenodd" d={SCRIM} />
      <path className="guide-rim" d={RIM} />
      {done > 0 && (
        <path
          className="guide-done"
          d={RIM}
          pathLength={100}
          strokeDasharray={`${(100 * done) / of} 100`}
        />
      )}
      {pointer !== undefined && <path className={`guide-pointer guide-${stage}`} d={pointer} />}
      {stage === 'open_mouth' && (
        <ellipse
          className="guide-pointer guide-open_mouth"
          cx={CX}
          cy={CY + RY * 0.5}
          rx="44"
          ry="30"
        />
      )}
    </svg>
  );
}
