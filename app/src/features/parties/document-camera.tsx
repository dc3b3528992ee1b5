// The camera with the edges of a card: the person lays the card into them, a hint says what is
// wrong with the light, and the picture is taken by a tap.

import { Button } from 'antd-mobile';
import { useEffect, useRef, useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import type { PictureFault } from '../biometrics/guidance.ts';
import { MediaHelp } from '../biometrics/media-help.tsx';
import { useCamera } from '../biometrics/media.ts';
import { CARD, cardIn, faultOf, type CardPicture } from './card-picture.ts';
import './document.css';

type Props = {
  readonly onPicture: (picture: CardPicture) => void;
  readonly onInstead: () => void;
};

const LOOK_EVERY_MS = 400;

/** The camera until a picture is taken. */
export function DocumentCamera({ onPicture, onInstead }: Props) {
  const { t } = useWords('parties');
  const { t: tb } = useWords('biometrics');
  const [again, setAgain] = useState(0);
  const opening = useCamera('environment', again);
  const video = useRef<HTMLVideoElement>(null);
  const stream = opening.state === 'open' ? opening.stream : undefined;
  const [fault, setFault] = useState<PictureFault>();
  useEffect(() => {
    const picture = video.current;
    if (picture === null || stream === undefined) return;
    picture.srcObject = stream;
    const timer = setInterval(() => {
      if (picture.videoWidth > 0) setFault(faultOf(picture));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [stream]);
  const instead = { text: t('document_choose'), onClick: onInstead };
  if (opening.state === 'failed') {
    return (
      <MediaHelp
        device="camera"
        trouble={opening.trouble}
        instead={instead}
        onRetry={() => setAgain(again + 1)}
      />
    );
  }
  const take = async (): Promise<void> => {
    if (video.current !== null) onPicture(await cardIn(video.current));
  };
  return (
    <div className="check">
      <div className="camera camera-wide">
        <video ref={video} className="camera-picture" muted playsInline autoPlay />
        <CardGuide good={stream !== undefined && fault === undefined} />
      </div>
      <p className="check-lead" role="status">
        {fault === undefined ? t('document_fit') : tb(`fault_${fault}`)}
      </p>
      <div className="check-foot">
        <Button
          block
          size="large"
          color="primary"
          disabled={stream === undefined}
          onClick={() => void take()}
        >
          {t('document_take')}
        </Button>
        <Button block size="large" fill="none" color="primary" onClick={onInstead}>
          {t('document_choose')}
        </Button>
      </div>
    </div>
  );
}

const [WIDTH, HEIGHT] = [400, 300];
const CARD_WIDTH = WIDTH * CARD.share;
const CARD_HEIGHT = (CARD_WIDTH * CARD.height) / CARD.width;
const [LEFT, TOP] = [(WIDTH - CARD_WIDTH) / 2, (HEIGHT - CARD_HEIGHT) / 2];

function CardGuide({ good }: { readonly good: boolean }) {
  const edges = `M${LEFT} ${TOP}h${CARD_WIDTH}v${CARD_HEIGHT}h${-CARD_WIDTH}z`;
  return (
    <svg className="camera-guide" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="guide-scrim" fillRule="evenodd" d={`M0 0h${WIDTH}v${HEIGHT}H0z${edges}`} />
      <rect
        className={good ? 'card-edge card-edge-good' : 'card-edge'}
        x={LEFT}
        y={TOP}
        width={CARD_WIDTH}
        height={CARD_HEIGHT}
        rx="12"
      />
    </svg>
  );
}
