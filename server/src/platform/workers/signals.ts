// Short messages between the server's processes, over PostgreSQL's LISTEN and NOTIFY. A signal may
// be lost when a connection breaks: it only makes fast what would happen anyway.

import { Client } from 'pg';
import { connectionOf } from '../database/pool.ts';

export type Signals = {
  /** Sends to every process, this one too. */
  readonly send: (channel: Channel, payload: string) => void;
  readonly on: (channel: Channel, hear: (payload: string) => void) => void;
  readonly close: () => Promise<void>;
};

/** `published`: topics, by commas. `live`: what a party's connections are to be told. */
export type Channel = 'published' | 'live';

const CHANNELS: readonly Channel[] = ['published', 'live'];
const RECONNECT_MS = 500;

/** Connects and listens; comes back by itself when the connection breaks. */
export async function openSignals(
  url: string,
  onReconnected: () => void = () => undefined,
): Promise<Signals> {
  const hearers = new Map<string, (payload: string) => void>();
  const closing = new AbortController();
  let client = await connect();

  async function connect(): Promise<Client> {
    const next = new Client(connectionOf(url));
    next.on('notification', ({ channel, payload }) => hearers.get(channel)?.(payload ?? ''));
    next.on('error', () => undefined);
    await next.connect();
    next.on('end', () => void reconnect());
    for (const channel of CHANNELS) await next.query(`listen ${channelName(channel)}`);
    return next;
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      try {
        if (!closing.signal.aborted) client = await connect();
        onReconnected();
        return;
      } catch {
        // The database is still away; the next turn tries again.
      }
    }
  }

  return {
    send: (channel, payload) => {
      const sql = 'select pg_notify($1, $2)';
      client.query(sql, [channelName(channel), payload]).catch(() => undefined);
    },
    on: (channel, hear) => void hearers.set(channelName(channel), hear),
    close: async () => {
      closing.abort();
      await client.end().catch(() => undefined);
    },
  };
}

function channelName(channel: Channel): string {
  return `sycee_${channel}`;
}
