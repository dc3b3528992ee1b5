// Puts transfers to a server over HTTP, and watches how fast they are answered and who uses the
// processor meanwhile.

import { countCpu } from '../bench/cpu.ts';
import { atRate, saturate, type Attempt, type Speed } from '../bench/pace.ts';
import { asOwner } from '../bench/place.ts';
import { say } from '../bench/say.ts';
import type { RunningServer } from './bank.ts';
import { openLane, type Lane } from './lane.ts';
import { stepOf, type People } from './people.ts';

export type Load = {
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Transfers a second of the steady load. */
  readonly steadyRate: number;
  readonly databaseUrl: string;
};

export type Measured = {
  readonly saturation: Speed;
  readonly steady: Speed;
  /** Seconds of processor time at saturation. */
  readonly cpu: { readonly server: number; readonly PostgreSQL: number; readonly client: number };
  /** Bytes of PostgreSQL's log a transfer, at saturation. */
  readonly walBytes: number;
};

/** Measures a server at saturation and at a steady rate. */
export async function measure(
  server: RunningServer,
  people: People,
  { connections, warmUpSeconds, seconds, steadyRate, databaseUrl }: Load,
): Promise<Measured> {
  const lanes = Array.from({ length: connections }, () => openLane(server.port));
  const attempt = transferOverHttp(lanes, people);
  say('  warm-up');
  await saturate(attempt, { clients: connections, size: 1 }, warmUpSeconds);
  say('  saturation');
  const walFrom = await walEnd(databaseUrl);
  const [before, cpu] = [await server.cpuSeconds(), await countCpu(databaseUrl)];
  const saturation = await saturate(attempt, { clients: connections, size: 1 }, seconds);
  const [used, after] = [await cpu(), await server.cpuSeconds()];
  const walBytes = ((await walEnd(databaseUrl)) - walFrom) / saturation.transfers;
  say(`  ${steadyRate} a second`);
  const steady = await atRate(attempt, steadyRate, 1, seconds);
  for (const lane of lanes) lane.close();
  const PostgreSQL = Object.values(used.postgres ?? {}).reduce((sum, one) => sum + one, 0);
  const cpuSeconds = { server: after - before, PostgreSQL, client: used.node };
  return { saturation, steady, cpu: cpuSeconds, walBytes };
}

/** How many bytes PostgreSQL has written to its log so far. */
async function walEnd(databaseUrl: string): Promise<number> {
  const [row] = await asOwner<{ bytes: number }>(
    databaseUrl,
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes`,
  );
  return row?.bytes ?? 0;
}

/** Every transfer is another request; one that finds all connections busy waits for the next. */
function transferOverHttp(lanes: readonly Lane[], people: People): Attempt {
  let sent = 0;
  const free = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  const lend = async (): Promise<Lane> =>
    free.pop() ?? new Promise((resolve) => void waiting.push(resolve));
  const giveBack = (lane: Lane): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  };
  return async () => {
    const lane = await lend();
    const { status, body } = await lane.send(requestOf(sent++, people));
    giveBack(lane);
    if (status !== 201) throw new Error(`a transfer was answered ${status}: ${body}`);
  };
}

function requestOf(turn: number, people: People): string {
  const payer = turn % people.count;
  const body = JSON.stringify({
    to_party_id: people.partyOf(payer + stepOf(turn, people)),
    amount: { minor: '1', currency: 'CNY' },
    arrival: 'instant',
    note: `bench ${turn}`,
  });
  return [
    'POST /v1/transfers HTTP/1.1',
    'host: localhost',
    `authorization: Bearer session-${payer}`,
    `sycee-device: device-${payer}`,
    `sycee-proof: proof-${turn}`,
    `idempotency-key: transfer-${turn}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
