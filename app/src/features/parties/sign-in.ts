// Signing in: a code is sent to a phone, and the code opens a session on this device.

import { BankRefusal } from '@sycee/sdk';
import type { QueryClient } from '@tanstack/react-query';

import { bank } from '../../bank.ts';
import { preferences } from '../../preferences.ts';
import { forgetReads } from '../../query-client.ts';
import { meQuery } from '../../queries.ts';
import { watchedPhone } from '../shell/sandbox/world.ts';
import { deviceName, devicePlatform, installationId } from './this-device.ts';
import { signInState } from './sign-in-state.ts';

const RESEND_SECONDS = 60;

/**
 * Asks for a code. That one was sent a moment ago is no failure: it is still good, and the answer
 * is `recent`.
 */
export async function sendCode(phone: string): Promise<'sent' | 'recent'> {
  watchedPhone.set(phone);
  try {
    await bank.requestPhoneCode({ body: { phone, purpose: 'sign_in' } });
    signInState.set({ phone, resendSeconds: RESEND_SECONDS });
    return 'sent';
  } catch (error) {
    if (!(error instanceof BankRefusal) || error.code !== 'parties.code_sent_recently') throw error;
    const wait = Number(error.facts['retry_after_seconds'] ?? RESEND_SECONDS);
    signInState.set({ phone, resendSeconds: wait });
    return 'recent';
  }
}

/** Opens the session on this device. */
export async function signIn(queries: QueryClient, phone: string, code: string): Promise<void> {
  const device = {
    name: deviceName(),
    platform: devicePlatform(),
    installation: installationId(),
  };
  const { me } = await bank.signIn({ body: { phone, code, device } });
  forgetReads(queries);
  queries.setQueryData(meQuery.queryKey, me);
  signInState.set({ phone: '', resendSeconds: 0 });
  await tellLanguage(me.language);
}

/** The language on this device is the one the person reads now, so the bank learns it. */
async function tellLanguage(known: 'en' | 'zh'): Promise<void> {
  const { language } = preferences.get();
  if (known !== language) await bank.updateMe({ body: { language } });
}
