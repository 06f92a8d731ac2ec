import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { findLanguage, useTexts } from './language.ts';
import { type Language, languages } from './texts.ts';

/** What the frame of every view needs. */
export interface PageFrameProps {
  readonly name: string | undefined;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly children: ComponentChildren;
}

/** Header, content and footer of every view. */
export function PageFrame({ name, language, onLanguage, children }: PageFrameProps) {
  const texts = useTexts();
  return (
    <div class="page">
      <button type="button" class="skip-link" onClick={skip}>
        {texts.skip}
      </button>
      <header class="page__head">
        <span class="page__name">
          <Mark />
          {name ?? '\u00a0'}
        </span>
        <LanguageChoice language={language} onLanguage={onLanguage} />
      </header>
      <main class="page__main" id="main" tabIndex={-1}>
        <OfflineNotice />
        {children}
      </main>
      <footer class="page__foot">{texts.foot}</footer>
    </div>
  );
}

/** The address behind the `#` names the view, so skipping moves the focus and nothing else. */
function skip(): void {
  document.getElementById('main')?.focus();
}

function LanguageChoice({ language, onLanguage }: Pick<PageFrameProps, 'language' | 'onLanguage'>) {
  const texts = useTexts();
  return (
    <fieldset class="languages" aria-label={texts.languages}>
      {Object.entries(languages).map(([code, { languageName }]) => (
        <button
          key={code}
          type="button"
          lang={code}
          class="button button--quiet button--small"
          aria-pressed={code === language}
          onClick={() => onLanguage(findLanguage(code) ?? language)}
        >
          {languageName}
        </button>
      ))}
    </fieldset>
  );
}

/** Tells that the connection is gone, and, once, that it is back. */
function OfflineNotice() {
  const { offline, online } = useTexts();
  const [state, setState] = useState<'online' | 'offline' | 'back'>(navigator.onLine ? 'online' : 'offline');
  useEffect(() => {
    const goOffline = () => setState('offline');
    const comeBack = () => setState('back');
    window.addEventListener('offline', goOffline);
    window.addEventListener('online', comeBack);
    return () => {
      window.removeEventListener('offline', goOffline);
      window.removeEventListener('online', comeBack);
    };
  }, []);
  return (
    <div role="status">
      {state === 'offline' && <p class="notice notice--warn banner">{offline}</p>}
      {state === 'back' && <p class="visually-hidden">{online}</p>}
    </div>
  );
}

function Mark() {
  return (
    <svg class="page__mark" viewBox="0 0 28 28" aria-hidden="true">
      <rect x="4" y="3" width="20" height="22" rx="3.5" fill="currentColor" opacity="0.18" />
      <path
        d="M4 8.5A3.5 3.5 0 0 1 7.500 5H13l2.500 3H20.500A3.500 3.500 0 0 1 24 11.500V21.500A3.500 3.500 0 0 1 20.500 25H7.500A3.500 3.500 0 0 1 4 21.500Z"
        fill="currentColor"
      />
      <path
        d="M9.500 16.500l3.200 3.200 6-6.200"
        fill="none"
        stroke="var(--card)"
        stroke-width="2.200"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
