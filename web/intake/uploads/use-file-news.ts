import { useMemo } from 'preact/hooks';
import { useTexts } from '../language.ts';
import type { RefusalFacts } from '../texts.ts';
import type { FileNews } from './file-entry.ts';
import { writeRefusal } from './refusal.ts';

/** What a screen reader says: at the next pause, or at once. */
export interface Said {
  readonly polite: string;
  readonly urgent: string;
}

/** The latest news of one field, as sentences for live regions. */
export function useFileNews(news: FileNews | undefined, fieldName: string, facts: Omit<RefusalFacts, 'wait'>): Said {
  const texts = useTexts();
  // Written once for each piece of news: a wait that is counted anew with every drawing would be said anew too.
  return useMemo(() => {
    if (news === undefined || news.fieldName !== fieldName) return { polite: '', urgent: '' };
    const { said } = texts.files;
    return typeof news.what === 'string'
      ? { polite: said[news.what](news.name), urgent: '' }
      : { polite: '', urgent: said.refused(news.name, writeRefusal(texts, news.what.refused, facts)) };
  }, [news, fieldName, texts]);
}
