// The words of one purpose, the same wherever they are shown: what, why, how long, with whom.

import type { ConsentPurpose } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import './consents.css';

const PARTS = [
  ['what', 'statement'],
  ['why', 'info'],
  ['how_long', 'clock'],
  ['with_whom', 'people'],
] as const satisfies readonly (readonly [keyof ConsentPurpose, IconName])[];

type Props = {
  readonly purpose: ConsentPurpose;
  /** Leaves out what stands above already. */
  readonly rest?: boolean;
};

/** The four questions and their answers. */
export function ConsentWords({ purpose, rest = false }: Props) {
  const { t } = useWords('consents');
  return (
    <dl className="consent-words">
      {PARTS.filter(([part]) => !rest || part !== 'what').map(([part, icon]) => (
        <div key={part}>
          <dt>
            <Icon name={icon} size={20} />
            {t(`part_${part}`)}
          </dt>
          <dd>{purpose[part]}</dd>
        </div>
      ))}
    </dl>
  );
}
