// In a sandbox: one tap signs in as somebody who already banks here. It walks the same way as
// everybody, a code by text message, and reads the message itself.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

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

const READ_TIMES_MAX = 40;
const READ_EVERY_MS = 250;

/** The people of the demo. */
export function PersonaPicker() {
  const { t } = useWords('parties');
  const { language } = usePreferences();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const people = useQuery(peopleQuery);
  const enter = useMutation({
    mutationFn: async (person: DemoPerson) => {
      await sendCode(person.phone);
      await signIn(queries, person.phone, await codeFor(person.phone));
      chosenPerson.set({ person });
    },
    onSuccess: () => navigate({ to: '/' }),
  });
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
      <output className="soft small num">
        {enter.isPending ? t('demo_entering') : t('demo_pin', { pin: PERSONA_PIN })}
      </output>
      {enter.isError && <ErrorBlock error={enter.error} />}
    </section>
  );
}

/** Waits for the code in the newest message to a phone. */
async function codeFor(phone: string): Promise<string> {
  for (let times = 0; times < READ_TIMES_MAX; times++) {
    const [newest] = await readInbox(phone);
    if (newest?.code) return newest.code;
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
  }
  throw new Error('no code arrived in the sandbox');
}
