// A challenge keeps what is to be said as text: 'zh:402917'.

import type { Language } from './voice-print.ts';

export type VoicePrompt = { readonly language: Language; readonly digits: string };

/** The prompt as text. */
export function promptOf({ language, digits }: VoicePrompt): string {
  return `${language}:${digits}`;
}

/** The prompt that a text says. */
export function promptFrom(text: string): VoicePrompt {
  const [language, digits = ''] = text.split(':');
  return { language: language === 'en' ? 'en' : 'zh', digits };
}
