// What happened, in order, with when.

import { Icon } from './icons.tsx';
import './timeline.css';

export type TimelineStep = {
  readonly text: string;
  readonly when?: string;
  readonly mark: 'done' | 'now' | 'bad' | 'next';
};

/** The steps of something from its start to its end. */
export function Timeline({ steps }: { readonly steps: readonly TimelineStep[] }) {
  return (
    <ol className="timeline">
      {steps.map((step) => (
        <li key={step.text} className={`timeline-step timeline-${step.mark}`}>
          <span className="timeline-dot">
            {step.mark === 'done' && <Icon name="check" size={14} />}
            {step.mark === 'bad' && <Icon name="close" size={14} />}
          </span>
          <span className="timeline-text">{step.text}</span>
          {step.when !== undefined && <span className="timeline-when num">{step.when}</span>}
        </li>
      ))}
    </ol>
  );
}
