// In a sandbox: one tap signs in as somebody who already banks here. It walks the same way as
// everybody, a code by text message, and reads the message itself.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { Avatar } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import {
  chosenPerson,
  peopleQuery,
  PERSONA_PIN,
  readInbox,
  type DemoPerson,
} from '../shell/sandbox/world.ts';
import { sendCode, signIn } from './sign-in.ts';
import { signInState } from './sign-in-state.ts';

const READ_TIMES_MAX = 40;
const READ_EVERY_MS = 250;

/** The people of the demo. */
export function PersonaPicker() {
  const { t } = useWords('parties');
  const { language } = usePreferences();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const people = useQuery(peopleQuery);
  const [wait, setWait] = useState(0);
  const enter = useMutation({
    mutationFn: async (person: DemoPerson) => {
      await signIn(queries, person.phone, await freshCode(person.phone, setWait));
      chosenPerson.set({ person });
    },
    onSuccess: () => navigate({ to: '/' }),
  });
  const statusText = (): string => {
    if (!enter.isPending) return t('demo_pin', { pin: PERSONA_PIN });
    return wait > 0 ? t('demo_waiting', { seconds: wait }) : t('demo_entering');
  };
  const personas = people.data?.filter(({ persona }) => persona) ?? [];
  if (personas.length === 0) return null;
  return (
    <section className="personas" aria-labelledby="personas-title">
      <h2 id="personas-title">{t('demo_title')}</h2>
      <p className="soft small">{t('demo_why')}</p>
      <div className="personas-row">
        {personas.map((person) => (
          <button
            key={person.phone}
            type="button"
            className="persona"
            disabled={enter.isPending}
            onClick={() => enter.mutate(person)}
          >
            <Avatar name={person.name} size={44} />
            {language === 'zh' ? person.name : person.name_latin}
          </button>
        ))}
      </div>
      <output className="soft small num">{statusText()}</output>
      {enter.isError && <ErrorBlock error={enter.error} />}
    </section>
  );
}

/**
 * Asks for a code and waits for its message. The bank sends one code a minute to a phone; who comes
 * back sooner is told how long it takes.
 */
async function freshCode(phone: string, onWait: (seconds: number) => void): Promise<string> {
  const [before] = await readInbox(phone);
  while ((await sendCode(phone)) === 'recent') {
    for (let left = signInState.get().resendSeconds; left > 0; left--) {
      onWait(left);
      await pause(1000);
    }
    onWait(0);
  }
  for (let times = 0; times < READ_TIMES_MAX; times++) {
    const [newest] = await readInbox(phone);
    if (newest?.code && newest.id !== before?.id) return newest.code;
    await pause(READ_EVERY_MS);
  }
  throw new Error('no code arrived in the sandbox');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
