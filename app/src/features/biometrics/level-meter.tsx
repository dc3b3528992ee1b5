// The sound of the moment as bars: shows that the microphone hears, and whether loud enough.

import './check.css';

type Props = {
  /** From 0 to 1, the oldest first. */
  readonly levels: readonly number[];
  readonly busy?: boolean;
  /** What it means, for those who do not see it; none where other words say it. */
  readonly label?: string;
};

/** The bars. */
export function LevelMeter({ levels, busy = false, label }: Props) {
  const now = Math.round((levels.at(-1) ?? 0) * 100);
  return (
    <div
      className={`level-meter${busy ? ' level-meter-busy' : ''}`}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : {
            role: 'meter',
            'aria-label': label,
            'aria-valuemin': 0,
            'aria-valuemax': 100,
            'aria-valuenow': now,
          })}
    >
      {Array.from(levels, (level, place) => (
        <span key={place} style={{ height: `${8 + level * 92}%` }} />
      ))}
    </div>
  );
}
