import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Language, languages, type Texts } from './texts.ts';

/** The language everything below is written in. */
export const LanguageContext = createContext<Language>('en');

/** The page's words in the language that was chosen. */
export function useTexts(): Texts {
  return languages[useContext(LanguageContext)];
}

/** A language by its code. */
export function findLanguage(code: string): Language | undefined {
  const short = code.slice(0, 2).toLowerCase();
  return short === 'en' || short === 'de' ? short : undefined;
}

/** The first of the reader's languages that the page has; English where it has none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const code of wanted) {
    const found = findLanguage(code);
    if (found !== undefined) return found;
  }
  return 'en';
}
