// The camera with its oval: first the person finds a good place, then follows the prompts, one at a
// time, and the pictures are taken by themselves.

import { Button } from 'antd-mobile';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';

import { useWords } from '../../i18n/words.ts';
import type { Stopped } from './check.tsx';
import { FaceGuide } from './face-guide.tsx';
import { faceSteps, stageOf, stepOn, type FaceSteps } from './face-steps.ts';
import { faultOf, type PictureFault } from './guidance.ts';
import { MediaHelp } from './media-help.tsx';
import { useCamera } from './media.ts';
import { drawCut, FACE_CUT, jpegOf, lookAt } from './pictures.ts';
import type { AnswerFrames, FaceCheckPort, Instead } from './ports.ts';

type Asked = Awaited<ReturnType<FaceCheckPort['start']>>;

/** The frames, and whom to give them. */
export type FaceAnswer = {
  readonly answer: Asked['answer'];
  readonly frames: Promise<AnswerFrames>;
};

type Props = {
  readonly check: FaceCheckPort;
  readonly instead: Instead | undefined;
  readonly onAnswer: (given: FaceAnswer) => void;
  readonly onRefused: (error: unknown) => void;
  readonly onStopped: (why: Stopped) => void;
};

const LOOK_EVERY_MS = 100;
const FRAME_BYTES_MAX = 88_000;

/** The camera, from opening to the last frame. */
export function FaceCamera({ check, instead, onAnswer, onRefused, onStopped }: Props) {
  const { t } = useWords('biometrics');
  const [again, setAgain] = useState(0);
  const opening = useCamera('user', again);
  const video = useRef<HTMLVideoElement>(null);
  const [asked, setAsked] = useState<Asked>();
  const [starting, setStarting] = useState(false);
  const stream = opening.state === 'open' ? opening.stream : undefined;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream ?? null;
  }, [stream]);
  const fault = useFault(video, stream !== undefined && asked === undefined);
  const steps = useSteps(video, asked, { onAnswer, onStopped });
  const begin = async (): Promise<void> => {
    setStarting(true);
    try {
      setAsked(await check.start());
    } catch (error) {
      onRefused(error);
    }
  };
  if (opening.state === 'failed') {
    const retry = (): void => setAgain(again + 1);
    return (
      <MediaHelp device="camera" trouble={opening.trouble} instead={instead} onRetry={retry} />
    );
  }
  const stage = steps === undefined ? undefined : stageOf(steps);
  const prompt =
    stage === undefined ? t(stream === undefined ? 'camera_opening' : 'framing') : t(`do_${stage}`);
  const hint = steps?.hint === undefined ? fault && t(`fault_${fault}`) : t(`hint_${steps.hint}`);
  return (
    <div className="check">
      <div className="camera">
        <video ref={video} className="camera-picture camera-mirror" muted playsInline autoPlay />
        <FaceGuide stage={stage} done={steps?.at ?? 0} of={steps?.stages.length ?? 1} />
      </div>
      <div className="camera-words" role="status" aria-live="assertive">
        <p className="camera-prompt">{prompt}</p>
        <p className="camera-hint">{hint ?? (stage === undefined ? t('framing_why') : '')}</p>
      </div>
      {asked === undefined && (
        <div className="check-foot">
          <Button
            block
            size="large"
            color="primary"
            disabled={stream === undefined}
            loading={starting}
            onClick={() => void begin()}
          >
            {t('ready')}
          </Button>
        </div>
      )}
    </div>
  );
}

type Video = RefObject<HTMLVideoElement | null>;

/** What is wrong with the picture while the person looks for a place. */
function useFault(video: Video, looking: boolean): PictureFault | undefined {
  const [fault, setFault] = useState<PictureFault>();
  useEffect(() => {
    if (!looking) return;
    const timer = setInterval(() => {
      if (isShowing(video.current)) setFault(faultOf(lookAt(video.current)));
    }, LOOK_EVERY_MS * 3);
    return () => clearInterval(timer);
  }, [video, looking]);
  return looking ? fault : undefined;
}

/** Follows the prompts, and answers when all pictures are taken. */
function useSteps(
  video: Video,
  asked: Asked | undefined,
  { onAnswer, onStopped }: Pick<Props, 'onAnswer' | 'onStopped'>,
): FaceSteps | undefined {
  const [shown, setShown] = useState<FaceSteps>();
  const answer = useEffectEvent(onAnswer);
  const stop = useEffectEvent(onStopped);
  useEffect(() => {
    if (asked === undefined) return;
    let steps = faceSteps(asked.prompts, performance.now());
    const frames: Promise<AnswerFrames[number]>[] = [];
    const look = (): void => {
      if (!isShowing(video.current)) return;
      const atMs = performance.now();
      const step = stepOn(steps, lookAt(video.current), atMs);
      steps = step.steps;
      setShown(steps);
      if (step.take) {
        frames.push(frameOf(video.current, atMs));
        navigator.vibrate?.(30);
      }
      if (stageOf(steps) === undefined) {
        clearInterval(timer);
        answer({ answer: asked.answer, frames: Promise.all(frames) });
      } else if (steps.gaveUp) stop('gave_up');
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    const leave = (): void => {
      if (document.hidden) stop('left');
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [video, asked]);
  return shown;
}

function isShowing(video: HTMLVideoElement | null): video is HTMLVideoElement {
  return video !== null && video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0;
}

/** Drawn at once, encoded while the next movement is on its way. */
async function frameOf(video: HTMLVideoElement, atMs: number): Promise<AnswerFrames[number]> {
  const jpeg = await jpegOf(drawCut(video, FACE_CUT), FRAME_BYTES_MAX);
  return { at_ms: Math.round(atMs), jpeg };
}
