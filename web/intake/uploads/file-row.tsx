import { useContext } from 'preact/hooks';
import { LanguageContext, useTexts } from '../language.ts';
import type { RefusalFacts } from '../texts.ts';
import { describeSize } from './describe-limits.ts';
import { type FileEntry, isRunning } from './file-entry.ts';
import { canRetry, writeRefusal } from './refusal.ts';

/** What a file's row needs. */
export interface FileRowProps {
  readonly entry: FileEntry;
  readonly facts: Omit<RefusalFacts, 'wait'>;
  readonly canSendAgain: boolean;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
}

/** One file: its name and size, where it stands, and what can be done with it. */
export function FileRow({ entry, facts, canSendAgain, onRemove, onRetry }: FileRowProps) {
  const { files } = useTexts();
  const language = useContext(LanguageContext);
  const { name, size, state } = entry;
  const refused = state.kind === 'refused';
  const remove = isRunning(entry)
    ? { word: files.cancel, whole: files.cancelOf(name) }
    : refused
      ? { word: files.dismiss, whole: files.dismissOf(name) }
      : { word: files.remove, whole: files.removeOf(name) };
  return (
    <li class={`file file--${state.kind}`} data-file={name} data-state={state.kind}>
      <div>
        <div class="file__name">
          {name} <span class="file__size">{describeSize(size, language)}</span>
        </div>
        <FileStateLine entry={entry} facts={facts} />
      </div>
      <div class="file__actions">
        {refused && canSendAgain && canRetry(state.refusal) && (
          <button type="button" class="button button--quiet button--small" onClick={onRetry} aria-label={files.retryOf(name)}>
            {files.retry}
          </button>
        )}
        <button
          type="button"
          class="button button--quiet button--small"
          data-remove={entry.key}
          disabled={state.kind === 'removing'}
          onClick={onRemove}
          aria-label={remove.whole}
        >
          {remove.word}
        </button>
      </div>
    </li>
  );
}

function FileStateLine({ entry: { name, state }, facts }: Pick<FileRowProps, 'entry' | 'facts'>) {
  const texts = useTexts();
  const { files } = texts;
  switch (state.kind) {
    case 'waiting':
      return <div class="file__state">{files.waiting}</div>;
    case 'uploading':
      return (
        <div class="file__state">
          {files.uploading(Math.round(state.part * 100))}
          <progress value={state.part} max={1} aria-label={files.progressOf(name)} />
        </div>
      );
    case 'checking':
      return (
        <div class="file__state">
          {files.checking}
          <progress max={1} aria-label={files.progressOf(name)} />
        </div>
      );
    case 'attached':
      return <div class="file__state">{state.notRemoved === true ? texts.refusals.not_removed() : files.attached}</div>;
    case 'removing':
      return <div class="file__state">{files.removing}</div>;
    case 'refused':
      return <div class="file__state">{writeRefusal(texts, state.refusal, facts)}</div>;
  }
}
