// Listens to the room, then to the digits, once for each phrase. A take that the bank could do
// nothing with is made again before anything is sent.

import { Button } from 'antd-mobile';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { Icon } from '../../ui/icons.tsx';
import type { Stopped } from './check.tsx';
import { LevelMeter } from './level-meter.tsx';
import { MediaHelp } from './media-help.tsx';
import type { MediaTrouble } from './media.ts';
import type { Instead, VoiceCheckPort } from './ports.ts';
import { heardIn, isQuiet, loudnessOf, soundFault, type SoundFault } from './speech.ts';
import { useRecording } from './use-recording.ts';

type Asked = Awaited<ReturnType<VoiceCheckPort['start']>>;

type Props = {
  readonly check: VoiceCheckPort;
  readonly instead: Instead | undefined;
  readonly onTakes: (answer: Asked['answer'], takes: readonly Float32Array[]) => void;
  readonly onRefused: (error: unknown) => void;
  readonly onStopped: (why: Stopped) => void;
};

const ROOM_FRAMES = 60;

/** The room and the takes. */
export function VoiceTakes(props: Props) {
  const { check, instead, onRefused, onStopped } = props;
  const [trouble, setTrouble] = useState<MediaTrouble>();
  const [asked, setAsked] = useState<Asked>();
  const start = async (): Promise<void> => {
    try {
      setAsked(await check.start());
    } catch (error) {
      onRefused(error);
    }
  };
  if (trouble !== undefined) {
    const retry = (): void => setTrouble(undefined);
    return <MediaHelp device="microphone" trouble={trouble} instead={instead} onRetry={retry} />;
  }
  if (asked === undefined) {
    return (
      <Room
        onQuiet={() => void start()}
        onLoud={() => onStopped('too_noisy')}
        onTrouble={setTrouble}
        onLeft={() => onStopped('left')}
      />
    );
  }
  return <Takes {...props} asked={asked} onTrouble={setTrouble} />;
}

type RoomProps = {
  readonly onQuiet: () => void;
  readonly onLoud: () => void;
  readonly onTrouble: (trouble: MediaTrouble) => void;
  readonly onLeft: () => void;
};

function Room({ onQuiet, onLoud, onTrouble, onLeft }: RoomProps) {
  const { t } = useWords('biometrics');
  const [heard, setHeard] = useState(false);
  const { levels } = useRecording({
    on: !heard,
    isOver: (loudness) => loudness.length >= ROOM_FRAMES,
    onHeard: (samples) => {
      setHeard(true);
      if (isQuiet(loudnessOf(samples))) onQuiet();
      else onLoud();
    },
    onTrouble,
    onLeft,
  });
  return (
    <div className="check check-waiting">
      <LevelMeter levels={levels} label={t('level')} />
      <p className="check-lead" role="status">
        {t('room')}
      </p>
      <p className="soft small">{t('room_why')}</p>
    </div>
  );
}

type TakesProps = Props & {
  readonly asked: Asked;
  readonly onTrouble: (trouble: MediaTrouble) => void;
};

function Takes({ asked, onTakes, onStopped, onTrouble }: TakesProps) {
  const { t } = useWords('biometrics');
  const [takes, setTakes] = useState<readonly Float32Array[]>([]);
  const [on, setOn] = useState(false);
  const [fault, setFault] = useState<SoundFault>();
  const phrase = asked.phrases[Math.min(takes.length, asked.phrases.length - 1)] ?? '';
  const { levels, speaking, stop } = useRecording({
    on,
    isOver: (loudness) => heardIn(loudness).finished,
    onHeard: (samples) => {
      setOn(false);
      const wrong = soundFault(samples);
      setFault(wrong);
      if (wrong !== undefined) return;
      const all = [...takes, samples];
      setTakes(all);
      if (all.length === asked.phrases.length) onTakes(asked.answer, all);
    },
    onTrouble,
    onLeft: () => onStopped('left'),
  });
  return (
    <div className="check">
      <div className="voice-take">
        <p className="soft small">
          {t('take', {
            count: Math.min(takes.length + 1, asked.phrases.length),
            of: asked.phrases.length,
          })}
        </p>
        <Digits digits={phrase} />
        <LevelMeter levels={levels} label={t('level')} />
        <p className="check-lead" role="status" aria-live="polite">
          {t(wordOf({ on, speaking, fault, again: takes.length > 0 }))}
        </p>
      </div>
      <div className="check-foot">
        <Button
          block
          size="large"
          color={on ? 'default' : 'primary'}
          onClick={() => (on ? stop() : setOn(true))}
        >
          <span className="check-button">
            <Icon name={on ? 'check' : 'microphone'} size={22} />
            {t(on ? 'take_end' : 'take_begin')}
          </span>
        </Button>
        <p className="soft small check-why">{t('voice_not_kept')}</p>
      </div>
    </div>
  );
}

type Now = {
  readonly on: boolean;
  readonly speaking: boolean;
  readonly fault: SoundFault | undefined;
  readonly again: boolean;
};

function wordOf({ on, speaking, fault, again }: Now) {
  if (on) return speaking ? 'hearing' : 'say_digits';
  if (fault !== undefined) return `sound_${fault}` as const;
  return again ? 'take_again' : 'take_first';
}

/** The digits, large, and read one by one. */
function Digits({ digits }: { readonly digits: string }) {
  const { t } = useWords('biometrics');
  return (
    <>
      <p className="visually-hidden">{t('digits_are', { digits: [...digits].join(' ') })}</p>
      <div className="voice-digits num" aria-hidden="true">
        {Array.from(digits, (digit, place) => (
          <span key={place}>{digit}</span>
        ))}
      </div>
    </>
  );
}
