// The words of the app: the language in use is loaded first, the other only when it is chosen.
// `useWords('payments')` gives the typed `t` of a feature.

import i18next, { type TFunction } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

import { preferences, type Language } from '../preferences.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- i18next merges an interface
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: typeof en;
  }
}

export type Namespace = keyof typeof en;

const loaders = {
  en: async () => (await import('./en.ts')).en,
  zh: async () => (await import('./zh.ts')).zh,
};

/** Loads the language of the preferences and follows it when it changes. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferences.get().language,
    defaultNS: 'ui',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(preferences.get().language);
  preferences.subscribe(() => void speak(preferences.get().language));
}

async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'ui')) {
    const words = await loaders[language]();
    for (const [namespace, texts] of Object.entries(words)) {
      i18next.addResourceBundle(language, namespace, texts);
    }
  }
  if (i18next.language !== language || !i18next.isInitialized) {
    await i18next.changeLanguage(language);
  }
}

/** The words of one feature, for a component. */
export function useWords<Name extends Namespace>(namespace: Name): { t: TFunction<Name> } {
  return useTranslation(namespace) as unknown as { t: TFunction<Name> };
}
