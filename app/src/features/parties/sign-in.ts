// Signing in: a code is sent to a phone, and the code opens a session on this device.

import { BankRefusal } from '@sycee/sdk';
import type { QueryClient } from '@tanstack/react-query';

import { bank } from '../../bank.ts';
import { prefer, preferences } from '../../preferences.ts';
import { forgetReads } from '../../query-client.ts';
import { meQuery } from '../../queries.ts';
import { watchedPhone } from '../shell/sandbox/world.ts';
import { deviceName, devicePlatform } from './this-device.ts';
import { signInState } from './sign-in-state.ts';

const RESEND_SECONDS = 60;

/** Asks for a code. That one was sent a moment ago is no failure: it is still good. */
export async function sendCode(phone: string): Promise<void> {
  watchedPhone.set(phone);
  try {
    const { resend_at: resendAt } = await bank.requestPhoneCode({
      body: { phone, purpose: 'sign_in' },
    });
    signInState.set({ phone, resendAt, resendSeconds: RESEND_SECONDS });
  } catch (error) {
    const recently = error instanceof BankRefusal && error.code === 'parties.code_sent_recently';
    if (!recently) throw error;
    const wait = Number(error.facts['retry_after_seconds'] ?? RESEND_SECONDS);
    signInState.set({ phone, resendAt: '', resendSeconds: wait });
  }
}

/** Opens the session and takes on the person's language. */
export async function signIn(queries: QueryClient, phone: string, code: string): Promise<void> {
  const device = { name: deviceName(), platform: devicePlatform() };
  const { me } = await bank.signIn({ body: { phone, code, device } });
  forgetReads(queries);
  queries.setQueryData(meQuery.queryKey, me);
  signInState.set({ phone: '', resendAt: '', resendSeconds: 0 });
  await keepLanguage(me.language, me.state === 'active');
}

/** A customer's language follows them; a newcomer's choice on the first screen is told the bank. */
async function keepLanguage(known: 'en' | 'zh', customer: boolean): Promise<void> {
  const chosen = preferences.get().language;
  if (known === chosen) return;
  if (customer) prefer({ language: known });
  else await bank.updateMe({ body: { language: chosen } });
}
