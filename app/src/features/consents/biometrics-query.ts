// What the bank knows the person by.

import type { Biometrics } from '@sycee/sdk';
import { queryOptions } from '@tanstack/react-query';

import { bank } from '../../bank.ts';

export type Kind = Biometrics['items'][number]['kind'];

export const biometricsQuery = queryOptions({
  queryKey: ['biometrics'],
  queryFn: ({ signal }) => bank.showBiometrics({ signal }),
});
