// When camera or microphone cannot be used: why, what to do on this device, and another way.

import { Button } from 'antd-mobile';

import { useWords } from '../../i18n/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { InsteadButton } from './check.tsx';
import type { MediaTrouble } from './media.ts';
import type { Instead } from './ports.ts';
import './check.css';

type Props = {
  readonly device: 'camera' | 'microphone';
  readonly trouble: MediaTrouble;
  readonly instead: Instead | undefined;
  readonly onRetry: () => void;
};

/** The helpful screen. */
export function MediaHelp({ device, trouble, instead, onRetry }: Props) {
  const { t } = useWords('biometrics');
  const icon = device === 'camera' ? 'camera-off' : 'microphone-off';
  // Permission can be given; a camera that is not there cannot.
  const hopeless = trouble === 'missing' || trouble === 'unsupported';
  return (
    <div className="check" role="alert">
      <span className="check-trouble">
        <Icon name={icon} size={44} />
      </span>
      <h2 className="check-title">{t(`${device}_${trouble}`)}</h2>
      <p className="check-lead">{t(`${device}_${trouble}_what`)}</p>
      <div className="check-foot">
        {hopeless && instead !== undefined && <InsteadButton instead={instead} main />}
        <Button block size="large" color={hopeless ? 'default' : 'primary'} onClick={onRetry}>
          {t('try_device')}
        </Button>
        {!hopeless && instead !== undefined && <InsteadButton instead={instead} />}
      </div>
    </div>
  );
}
