// Tells all processes which topics were published, gathered over a moment. It is sent after the
// commits and outside of them: a NOTIFY inside would make all committing transactions queue up.

import { ANY_TOPIC } from '../outbox/event.ts';
import { CLOCK_MOVED } from '../time/business-clock.ts';
import type { Signals } from './signals.ts';

const GATHER_MS = 5;

/** Returns what a database tells the topics of its commits. */
export function wakeSignal(signals: Signals): (topics: ReadonlySet<string>) => void {
  const gathered = new Set<string>();
  const send = (): void => {
    signals.send('published', [...gathered].join(','));
    gathered.clear();
  };
  return (topics) => {
    if (gathered.size === 0) setTimeout(send, GATHER_MS);
    for (const topic of topics) gathered.add(topic === CLOCK_MOVED ? ANY_TOPIC : topic);
  };
}
