// All English texts, a namespace per feature.

import { biometricsEn } from '../features/biometrics/texts.en.ts';
import { chatEn } from '../features/chat/texts.en.ts';
import { consentsEn } from '../features/consents/texts.en.ts';
import { depositsEn } from '../features/deposits/texts.en.ts';
import { partiesEn } from '../features/parties/texts.en.ts';
import { securityEn } from '../features/parties/security/texts.en.ts';
import { paymentsEn } from '../features/payments/texts.en.ts';
import { shellEn } from '../features/shell/texts.en.ts';
import { uiEn } from '../ui/texts.en.ts';

export const en = {
  ui: uiEn,
  shell: shellEn,
  parties: partiesEn,
  biometrics: biometricsEn,
  consents: consentsEn,
  security: securityEn,
  deposits: depositsEn,
  payments: paymentsEn,
  chat: chatEn,
};
