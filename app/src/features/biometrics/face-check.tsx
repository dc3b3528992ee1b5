// A check of the face, from the word before to the bank's answer. It serves every screen that needs
// one; which check it is, the port says.

import { useState } from 'react';

import { Check, type CheckPhase } from './check.tsx';
import { FaceCamera, type FaceAnswer } from './face-camera.tsx';
import { FaceArt } from './face-art.tsx';
import type { CheckProps, FaceCheckPort } from './ports.ts';

/** The face check: content only, to stand in a page or in a sheet. */
export function FaceCheck({ check, onDone, instead }: CheckProps<FaceCheckPort>) {
  const [phase, setPhase] = useState<CheckPhase>({ name: 'before' });
  const [tries, setTries] = useState(0);
  const send = async ({ answer, frames }: FaceAnswer): Promise<void> => {
    setPhase({ name: 'checking' });
    try {
      await answer(await frames);
      onDone();
    } catch (error) {
      setTries(tries + 1);
      setPhase({ name: 'refused', error });
    }
  };
  if (phase.name === 'doing') {
    return (
      <FaceCamera
        check={check}
        instead={instead}
        onAnswer={(given) => void send(given)}
        onRefused={(error) => setPhase({ name: 'refused', error })}
        onStopped={(why) => setPhase({ name: 'stopped', why })}
      />
    );
  }
  return (
    <Check
      kind="face"
      phase={phase}
      tries={tries}
      instead={instead}
      art={<FaceArt busy={phase.name === 'checking'} failed={phase.name === 'refused'} />}
      onBegin={() => setPhase({ name: 'doing' })}
    />
  );
}
