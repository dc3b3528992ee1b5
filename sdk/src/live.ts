// News from the bank as it happens, over one WebSocket that comes back by itself. An event only
// says what changed; the listener asks the API for the new state, and asks once more on `ready`,
// because news may have been missed in between.

import type { DeviceStore } from './device.ts';
import { backoffMs } from './pause.ts';

export type LiveEvent = { readonly topic: string; readonly id: string };

export type LiveOptions = {
  /** As in `createBank`. */
  readonly baseUrl: string;
  readonly device: DeviceStore;
  readonly onEvent: (event: LiveEvent) => void;
  /** The connection stands, for the first time or again. */
  readonly onReady?: () => void;
  /** The connection was lost; it will be tried again. */
  readonly onLost?: () => void;
  /** Opens a socket; the platform's own WebSocket when left out. */
  readonly connect?: (url: string) => WebSocket;
  /** The wait before the first try to come back; half a second when left out. */
  readonly firstPauseMs?: number;
};

const PAUSE_FIRST_MS = 500;
const PAUSE_LONGEST_MS = 30_000;

/** Listens until closed. Without a session it waits and tries again. */
export function liveEvents(options: LiveOptions): { readonly close: () => void } {
  const { connect = (url) => new WebSocket(url), firstPauseMs = PAUSE_FIRST_MS } = options;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;

  const again = (): void => {
    if (closed) return;
    failures += 1;
    timer = setTimeout(open, backoffMs(failures, firstPauseMs, PAUSE_LONGEST_MS));
  };
  const open = (): void => {
    clearTimeout(timer);
    const device = options.device.load();
    if (device === undefined) {
      timer = setTimeout(open, firstPauseMs);
      return;
    }
    const current = connect(liveUrl(options.baseUrl));
    socket = current;
    const greeting = { device_secret: device.secret, session_token: device.token };
    current.addEventListener('open', () => current.send(JSON.stringify(greeting)));
    current.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (hear(options, String(data))) failures = 0;
    });
    current.addEventListener('error', () => current.close());
    current.addEventListener('close', () => {
      if (closed || socket !== current) return;
      socket = undefined;
      options.onLost?.();
      again();
    });
  };
  const onOnline = (): void => {
    if (socket === undefined) open();
  };
  globalThis.addEventListener?.('online', onOnline);
  open();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', onOnline);
      socket?.close();
    },
  };
}

/** Passes a message on; true when it says that the connection stands. */
function hear({ onReady, onEvent }: LiveOptions, text: string): boolean {
  const message = read(text);
  if (message.type === 'ready') onReady?.();
  if (message.type === 'event' && message.topic !== undefined) {
    onEvent({ topic: message.topic, id: String(message.id) });
  }
  return message.type === 'ready';
}

type Message = {
  readonly type?: string;
  readonly topic?: string;
  readonly id?: string | number;
};

/** What a later version of the bank may say besides does no harm. */
function read(text: string): Message {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return {};
  }
}

function liveUrl(baseUrl: string): string {
  const url = new URL('/v1/live', baseUrl === '' ? location.href : baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
