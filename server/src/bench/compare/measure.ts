// One design under one traffic: what it acknowledges, what it sustains with all the work behind its
// commits done, how long its callers wait, and what it costs the processor.

import { countCpu, type CpuSeconds } from '../cpu.ts';
import { sustained, type CaughtUp } from '../lines.ts';
import { atRate, saturate, type Attempt, type Clients, type Speed } from '../pace.ts';
import { checkpoint, type Place } from '../place.ts';
import { many, type NextTransfer, type Traffic } from '../traffic.ts';
import type { Design } from './designs.ts';

export type Measured = {
  readonly saturation: Speed;
  /** What was left to do when the last answer had come, and what came of it. */
  readonly left: CaughtUp | null;
  /** Transfers a second until the work behind the commits was done as well. */
  readonly sustainedPerSecond: number;
  /** Microseconds of processor time a transfer, the work behind the commits included. */
  readonly cpuMicros: CpuSeconds;
  /** At 2 000 a second one by one, and at half of saturation; null where that is beyond it. */
  readonly steady: Speed | null;
  readonly half: Speed | null;
  /** Asked by the fewest clients that still make nearly as many; null when all are needed. */
  readonly enough: Enough | null;
};

export type Enough = Speed & { readonly clients: number };

const WARM_UP_SECONDS_MAX = 1;
const STEADY_PER_SECOND = 2_000;
/** Of the clients who were there at saturation. */
const FEWER = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4];
const NEARLY = 0.95;

/** Opens the design, measures it as asked by some clients, and closes it. */
export async function measure(
  place: Place,
  design: Design,
  clients: Clients,
  { next, traffic, seconds }: { next: NextTransfer; traffic: Traffic; seconds: number },
): Promise<Measured> {
  await checkpoint(place.url);
  const opened = await design.open(place);
  const attemptOf =
    (size: number): Attempt =>
    () =>
      opened.make(many(size, () => next(traffic)));
  const attempt = attemptOf(clients.size);
  try {
    await saturate(attempt, clients, Math.min(seconds, WARM_UP_SECONDS_MAX));
    await opened.lines?.catchUp();
    const cpu = await countCpu(place.url);
    const saturation = await saturate(attempt, clients, seconds);
    const left = (await opened.lines?.catchUp()) ?? null;
    const used = await cpu();
    const latencyAt = async (rate: number, size: number): Promise<Speed | null> => {
      const isBeyond = rate > saturation.perSecond * 0.8;
      return isBeyond ? null : atRate(attemptOf(size), rate, size, seconds);
    };
    const steady = clients.size === 1 ? await latencyAt(STEADY_PER_SECOND, 1) : null;
    const half = await latencyAt(saturation.perSecond / 2, clients.size);
    const enough = await fewest(clients, saturation, async (fewer) => {
      await opened.lines?.catchUp();
      return saturate(attempt, fewer, seconds / 2);
    });
    return {
      saturation,
      left,
      sustainedPerSecond: sustained(saturation, left),
      cpuMicros: perTransfer(used, saturation.transfers),
      steady,
      half,
      enough,
    };
  } finally {
    await opened.close();
  }
}

/** More than enough under way does not make more: everybody only waits for longer. */
async function fewest(
  { clients, size }: Clients,
  { perSecond }: Speed,
  speedOf: (fewer: Clients) => Promise<Speed>,
): Promise<Enough | null> {
  const counts = FEWER.map((share) => clients * share).filter((count) => Number.isInteger(count));
  for (const fewer of counts) {
    const speed = await speedOf({ clients: fewer, size });
    if (speed.perSecond >= perSecond * NEARLY) return { ...speed, clients: fewer };
  }
  return null;
}

function perTransfer({ node, postgres }: CpuSeconds, transfers: number): CpuSeconds {
  const micros = (seconds: number): number => (seconds * 1e6) / transfers;
  return {
    node: micros(node),
    postgres:
      postgres &&
      Object.fromEntries(Object.entries(postgres).map(([kind, one]) => [kind, micros(one)])),
  };
}
