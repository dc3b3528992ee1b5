// What the person chose for this device: language, theme, and whether amounts are hidden.

import { keptStore, useStore } from './store.ts';

export type Language = 'en' | 'zh';
export type Theme = 'auto' | 'light' | 'dark';
export type Preferences = {
  readonly language: Language;
  readonly theme: Theme;
  readonly masked: boolean;
};

export const preferences = keptStore<Preferences>('sycee.preferences', {
  language: navigator.language.startsWith('zh') ? 'zh' : 'en',
  theme: 'auto',
  masked: false,
});

/** The preferences, kept current while the component shows. */
export function usePreferences(): Preferences {
  return useStore(preferences);
}

/** Changes some of the preferences. */
export function prefer(change: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...change });
}

/** Puts theme and language on the document, now and on every change. */
export function applyPreferences(): void {
  const apply = (): void => {
    const { theme, language } = preferences.get();
    const root = document.documentElement;
    if (theme === 'auto') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
  };
  apply();
  preferences.subscribe(apply);
}
