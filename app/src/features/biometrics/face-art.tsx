// A drawn face in its oval: what is about to happen, before a camera is on, and while it is waited.

import './check.css';

type Props = { readonly busy?: boolean; readonly failed?: boolean };

/** The drawing; it says nothing that the text beside it does not. */
export function FaceArt({ busy = false, failed = false }: Props) {
  const state = busy ? ' face-art-busy' : failed ? ' face-art-failed' : '';
  return (
    <svg className={`face-art${state}`} viewBox="0 0 160 180" aria-hidden="true">
      <ellipse className="face-art-ground" cx="80" cy="90" rx="58" ry="76" />
      <g className="face-art-face">
        <path d="M48 82c0-26 13-42 32-42s32 16 32 42c0 30-14 52-32 52S48 112 48 82z" />
        <path d="M48 80c8-3 16-9 20-18 9 9 26 15 44 16" />
        <path d="M66 88v5M94 88v5M80 90v14l-4 4" />
        <path d="M69 118c3 4 7 6 11 6s8-2 11-6" />
      </g>
      <ellipse className="face-art-oval" cx="80" cy="90" rx="58" ry="76" />
      <ellipse className="face-art-run" cx="80" cy="90" rx="58" ry="76" pathLength="100" />
    </svg>
  );
}
