// Talking at a steady rate, and what it took until everybody had heard it.

import { setTimeout as pause } from 'node:timers/promises';
import { openLane } from '../bench-transfers/lane.ts';
import type { Circle } from './circles.ts';
import type { Heard } from './ears.ts';

export type Talk = {
  readonly said: number;
  readonly refused: number;
  /** Milliseconds from saying to hearing, one for each phone that heard, in no order. */
  readonly delaysMs: readonly number[];
  /** How many phones should have heard and did not, how many heard twice or out of order. */
  readonly missing: number;
  readonly disordered: number;
};

export type TalkPlan = {
  readonly port: number;
  readonly circles: readonly Circle[];
  readonly ratePerSecond: number;
  readonly seconds: number;
};

const LANES = 32;
/** Whoever has not heard by then has missed it. */
const LATE_MS = 5_000;

let runs = 0;

/** Says so many messages a second, whether or not the last ones were heard. */
export async function talk(
  plan: TalkPlan,
  onHeard: (hear: (heard: Heard) => void) => void,
): Promise<Talk> {
  const { circles, ratePerSecond, seconds } = plan;
  const run = ++runs;
  const dueAt = new Map<string, number>();
  const delaysMs: number[] = [];
  const lastOf = new Map<string, bigint>();
  let disordered = 0;
  onHeard(({ phone, conversationId, seq, text, at }) => {
    const due = dueAt.get(text);
    if (due === undefined) return;
    delaysMs.push(at - due);
    const key = `${phone} ${conversationId}`;
    if (seq <= (lastOf.get(key) ?? 0n)) disordered++;
    lastOf.set(key, seq);
  });
  const lanes = Array.from({ length: LANES }, () => openLane(plan.port));
  const count = Math.round(ratePerSecond * seconds);
  const startAt = performance.now();
  let [next, refused, expected] = [0, 0, 0];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let turn = next++; turn < count; turn = next++) {
        const due = startAt + (turn * 1000) / ratePerSecond;
        if (due > performance.now()) await pause(due - performance.now());
        const circle = circles[turn % circles.length];
        const speaker = circle?.members[turn % circle.members.length];
        if (circle === undefined || speaker === undefined) continue;
        const text = `bench ${run}-${turn}`;
        // From when it was due, so that a stall is in everything that it delayed.
        dueAt.set(text, due);
        const { status } = await lane.send(requestOf(plan.port, circle, speaker, text));
        if (status === 201) expected += circle.members.length;
        else refused++;
      }
    }),
  );
  const until = performance.now() + LATE_MS;
  while (delaysMs.length < expected && performance.now() < until) await pause(20);
  for (const lane of lanes) lane.close();
  return { said: count, refused, delaysMs, missing: expected - delaysMs.length, disordered };
}

function requestOf(port: number, { id }: Circle, speaker: number, text: string): string {
  const body = JSON.stringify({ client_id: text.replace(' ', '-'), text });
  return [
    `POST /v1/conversations/${id}/entries HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer session-${speaker}`,
    `sycee-device: device-${speaker}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
