// All Chinese texts, a namespace per feature.

import { biometricsZh } from '../features/biometrics/texts.zh.ts';
import { chatZh } from '../features/chat/texts.zh.ts';
import { consentsZh } from '../features/consents/texts.zh.ts';
import { depositsZh } from '../features/deposits/texts.zh.ts';
import { partiesZh } from '../features/parties/texts.zh.ts';
import { securityZh } from '../features/parties/security/texts.zh.ts';
import { paymentsZh } from '../features/payments/texts.zh.ts';
import { shellZh } from '../features/shell/texts.zh.ts';
import { uiZh } from '../ui/texts.zh.ts';

export const zh = {
  ui: uiZh,
  shell: shellZh,
  parties: partiesZh,
  biometrics: biometricsZh,
  consents: consentsZh,
  security: securityZh,
  deposits: depositsZh,
  payments: paymentsZh,
  chat: chatZh,
};
