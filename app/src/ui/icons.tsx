// Our own icons, drawn on a grid of 24 with one stroke width, so that they look like one family.

import './icons.css';

const PATHS = {
  chats:
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5zM8.5 8.5h7M8.5 12h4',
  wallet:
    'M4 8a2.5 2.5 0 0 1 2.5-2.5h9A2.5 2.5 0 0 1 18 8v0H6.5A2.5 2.5 0 0 1 4 8zm0 0v8.5A2.5 2.5 0 0 0 6.5 19h11a2.5 2.5 0 0 0 2.5-2.5v-6A2.5 2.5 0 0 0 17.5 8M15.5 13.5h.01',
  discover: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zm3.6 4.9-2.2 5-5 2.2 2.2-5z',
  me: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  'eye-off':
    'M4 4l16 16M9.5 5.9A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3.2 3.9M6.2 7.7A15.3 15.3 0 0 0 2.5 12S6 18.5 12 18.5c1.6 0 3-.4 4.2-1.1M9.9 9.9a3 3 0 0 0 4.2 4.2',
  'top-up': 'M12 4v10m0 0 4-4m-4 4-4-4M5 15v2.5A2.5 2.5 0 0 0 7.5 20h9a2.5 2.5 0 0 0 2.5-2.5V15',
  withdraw:
    'M12 14.5V4.5m0 0 4 4m-4-4-4 4M5 15v2.5A2.5 2.5 0 0 0 7.5 20h9a2.5 2.5 0 0 0 2.5-2.5V15',
  transfer: 'M4 9h15m0 0-4-4m4 4-4 4M20 15.5H5m0 0 3.5-3.5M5 15.5 8.5 19',
  send: 'M20.5 3.5 10 14M20.5 3.5 14 20.5 10 14 3.5 10z',
  bills: 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9.5 8.5h5M9.5 12.5h5',
  month: 'M5 20V11m4.7 9V5m4.6 15v-7M19 20V8',
  statement: 'M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M10 12.5h5M10 16h5',
  card: 'M3.5 8A2.5 2.5 0 0 1 6 5.5h12A2.5 2.5 0 0 1 20.5 8v8a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 16zM3.5 10h17M7 14.8h3',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10',
  back: 'M14.5 5 8 12l6.5 7',
  next: 'm9.5 6 5.5 6-5.5 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.2-4.2',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.8',
  phone:
    'M8 3.5h8A1.5 1.5 0 0 1 17.5 5v14a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.5zM11 17.5h2',
  plus: 'M12 5v14M5 12h14',
  globe:
    'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c2.5 2.3 3.5 5 3.5 8s-1 5.7-3.5 8c-2.5-2.3-3.5-5-3.5-8S9.5 6.3 12 4z',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16M15 7.5v9',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11.5V16M12 8.3h.01',
  exit: 'M14 4.5H6.5v15H14M10.5 12H20m0 0-3.5-3.5M20 12l-3.5 3.5',
  flask:
    'M9.5 3.5h5M10.5 3.5V9L5 18.2A1.6 1.6 0 0 0 6.4 20.5h11.2a1.6 1.6 0 0 0 1.4-2.3L13.5 9V3.5M7.5 15h9',
  message: 'M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5',
  people:
    'M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5zM2.5 19c.5-3.2 3-5 6.5-5s6 1.8 6.5 5M15.5 5.3a3.3 3.3 0 0 1 0 6M17.5 14.3c2.2.60 3.6 2.2 4 4.7',
  bolt: 'M13.5 3.5 5.5 13.5H11.5L10.5 20.5 18.5 10.5H12.5z',
  erase: 'M8.5 5.5h12v13h-12L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5',
  alert: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17h.01',
  offline:
    'M4 4l16 16M8 8.5A5.5 5.5 0 0 0 7 19h10.5M11 7a5.5 5.5 0 0 1 7 4.7A3.7 3.7 0 0 1 20.3 17',
  refresh: 'M19.5 12A7.5 7.5 0 1 1 17 6.4L19.5 9M19.5 4.5V9H15',
  gauge: 'M4.5 17.5a8.5 8.5 0 1 1 15 0M12 14l3.5-5M10.8 15.2h2.4',
  star: 'm12 4 2.5 5.2 5.5.80-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8z',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 11v5.5M13.5 11v5.5',
  filter: 'M4 6.5h16M7 12h10M10.5 17.5h3',
  undo: 'M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; the text beside it, or the label of its button, says what it means. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

const HULL =
  'M5 19.5c2.2-.8 4.6-.2 6.3 1.6 5.2 5.6 12 8.9 20.7 8.9s15.5-3.3 20.7-8.9c1.7-1.8 ' +
  '4.1-2.4 6.3-1.6.6.2 1 .8.9 1.5-1.3 10-5.2 18.6-10.7 23.8-2 1.9-4.7 2.9-7.5 ' +
  '2.9H22.3c-2.8 0-5.5-1-7.5-2.9C9.3 39.6 5.4 31 4.1 21c-.1-.7.3-1.3.9-1.5z';

/** The mark of Sycee, an ingot seen from the side, in one colour. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <path className="mark-dome" d="M20.5 29.5C20.5 20 25.5 14.5 32 14.5s11.5 5.5 11.5 15z" />
      <path d={HULL} />
    </svg>
  );
}

/** The mark as the app's badge, in gold on green. */
export function Badge({ size }: { readonly size: number }) {
  return <img className="badge" src="/icon.svg" width={size} height={size} alt="" />;
}
