import { useEffect, useState } from 'preact/hooks';
import { keep, readKept } from './draft.ts';
import { findLanguage, preferredLanguage } from './language.ts';
import type { Language } from './texts.ts';

const languageKey = 'dossier.intake.language';

/** The page's language: the one chosen in this tab, else the reader's first one that the page has. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() => readKept(languageKey, isLanguage) ?? preferredLanguage(navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return [
    language,
    (chosen) => {
      keep(languageKey, chosen);
      setLanguage(chosen);
    },
  ];
}

function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && findLanguage(value) === value;
}
