// A check of the voice, from the word before to the bank's answer: is the room quiet, then the
// digits, as often as the bank asks. Recordings are sent and let go; nobody can play them.

import { useState } from 'react';

import { Check, type CheckPhase } from './check.tsx';
import { LevelMeter } from './level-meter.tsx';
import { base64Of } from './pictures.ts';
import type { CheckProps, VoiceCheckPort } from './ports.ts';
import { wavOf } from './sound.ts';
import { VoiceTakes } from './voice-takes.tsx';

const RESTING = [0.15, 0.3, 0.55, 0.8, 0.45, 0.9, 0.6, 0.35, 0.7, 0.4, 0.2];

/** The voice check: content only, to stand in a page or in a sheet. */
export function VoiceCheck({ check, onDone, instead }: CheckProps<VoiceCheckPort>) {
  const [phase, setPhase] = useState<CheckPhase>({ name: 'before' });
  const [tries, setTries] = useState(0);
  const send = async (
    answer: (recordings: string[]) => Promise<unknown>,
    takes: readonly Float32Array[],
  ): Promise<void> => {
    setPhase({ name: 'checking' });
    try {
      await answer(takes.map((samples) => base64Of(wavOf(samples).buffer)));
      onDone();
    } catch (error) {
      setTries(tries + 1);
      setPhase({ name: 'refused', error });
    }
  };
  if (phase.name === 'doing') {
    return (
      <VoiceTakes
        check={check}
        instead={instead}
        onTakes={(answer, takes) => void send(answer, takes)}
        onRefused={(error) => setPhase({ name: 'refused', error })}
        onStopped={(why) => setPhase({ name: 'stopped', why })}
      />
    );
  }
  return (
    <Check
      kind="voice"
      phase={phase}
      tries={tries}
      instead={instead}
      art={<LevelMeter levels={RESTING} busy={phase.name === 'checking'} />}
      onBegin={() => setPhase({ name: 'doing' })}
    />
  );
}
