import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { limits } from '../../../contracts/limits.ts';
import { LanguageContext, useTexts } from '../language.ts';
import { acceptedEndings, describeSize, describeTypes, type FileField } from './describe-limits.ts';
import { FileRow } from './file-row.tsx';
import type { UploadList } from './upload-list.ts';
import { useFileNews } from './use-file-news.ts';
import { useUploads } from './use-uploads.ts';

/** What a file field needs. */
export interface FileFieldInputProps {
  readonly id: string;
  readonly name: string;
  readonly field: FileField;
  readonly uploads: UploadList;
  readonly error: string | undefined;
}

/** A field that takes files: by picker or by drop, each uploaded when it is chosen. */
export function FileFieldInput({ id, name, field, uploads, error }: FileFieldInputProps) {
  const texts = useTexts();
  const language = useContext(LanguageContext);
  const { news } = useUploads(uploads);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const drop = useFileDrop((files) => uploads.add(name, field, files));
  const types = describeTypes(field.allowed_file_types, texts.files.or);
  const facts = {
    size: describeSize(Math.min(field.max_size_bytes, limits.attachmentBytes), language),
    types,
    count: limits.filesPerField,
  };
  const said = useFileNews(news, name, facts);

  const remove = (key: string) => {
    const focus = neighbourOf(list.current, key) ?? input.current;
    focus?.focus();
    void uploads.remove(key);
  };
  return (
    <fieldset class="field" aria-describedby={`${id}-hint`}>
      <legend>
        {field.label} {!field.required && <span class="field__optional">{texts.form.optional}</span>}
      </legend>
      <p class="field__hint" id={`${id}-hint`}>
        {texts.files.limits(types, facts.size, facts.count)}
      </p>
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div class={`drop${drop.over ? ' drop--over' : ''}`} {...drop.handlers}>
        <div class="row">
          <div class="drop__picker">
            <input
              ref={input}
              id={id}
              type="file"
              multiple
              accept={acceptedEndings(field.allowed_file_types)
                .map((ending) => `.${ending}`)
                .join(',')}
              aria-label={texts.files.chooseOne(field.label)}
              aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
              aria-invalid={error !== undefined}
              onChange={(event) => {
                uploads.add(name, field, [...(event.currentTarget.files ?? [])]);
                // Emptied, so that choosing the same file once more is a choice again.
                event.currentTarget.value = '';
              }}
            />
            <span class="button" aria-hidden="true">
              {texts.files.choose}
            </span>
          </div>
          <span class="soft" aria-hidden="true">
            {texts.files.drop}
          </span>
        </div>
      </div>
      <ul class="files" ref={list} aria-label={field.label}>
        {uploads.of(name).map((entry) => (
          <FileRow
            key={entry.key}
            entry={entry}
            facts={facts}
            canSendAgain={uploads.hasFile(entry.key)}
            onRemove={() => remove(entry.key)}
            onRetry={() => {
              // The button goes away with the refusal; the row's other one takes the focus.
              list.current?.querySelector<HTMLElement>(`[data-remove="${entry.key}"]`)?.focus();
              uploads.retry(entry.key);
            }}
          />
        ))}
      </ul>
      <p class="visually-hidden" role="status">
        {said.polite}
      </p>
      <p class="visually-hidden" role="alert">
        {said.urgent}
      </p>
    </fieldset>
  );
}

/** The remove button of the row after the given one, or before it: where the focus goes when a row goes. */
function neighbourOf(list: HTMLUListElement | null, key: string): HTMLElement | undefined {
  const buttons = [...(list?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])];
  const index = buttons.findIndex((button) => button.dataset.remove === key);
  return buttons[index + 1] ?? buttons[index - 1];
}

/** Takes files that are dropped; without it the browser would open them in place of the form. */
function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const keepPage = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
    return () => {
      window.removeEventListener('dragover', keepPage);
      window.removeEventListener('drop', keepPage);
    };
  }, []);
  return {
    over,
    handlers: {
      onDragOver: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
