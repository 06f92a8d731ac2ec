import { useId, useState } from 'preact/hooks';
import { limits } from '../../../contracts/limits.ts';
import type { Field } from '../../client/generated.ts';
import type { ManualAnswer } from './manual-answers.ts';

/** What one field of a manual input needs. */
export interface ManualFieldProps {
  readonly field: Field;
  readonly answer: ManualAnswer;
  readonly error: boolean;
  readonly onChange: (answer: ManualAnswer) => void;
}

/** One field: the text that was found, or the word that nothing was. */
export function ManualField({ field, answer, error, onChange }: ManualFieldProps) {
  const id = useId();
  // Kept while “nothing found” is ticked, so that a tick by mistake costs no text.
  const [text, setText] = useState(answer.kind === 'text' ? answer.text : '');
  const nothing = answer.kind === 'nothing';
  return (
    <div class="field" data-label={field.dsr_package_label}>
      <label class="field__label" for={id}>
        {field.pii_field}
      </label>
      <p class="field__hint" id={`${id}-hint`}>
        In the package: <code>{field.dsr_package_label}</code>
      </p>
      {error && (
        <p class="field__error" id={`${id}-error`}>
          Write what was found, or tick “Nothing found”.
        </p>
      )}
      <textarea
        class="input input--low"
        id={id}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-invalid={error}
        maxLength={limits.manualValueCharacters}
        disabled={nothing}
        value={nothing ? '' : text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          onChange({ kind: 'text', text: event.currentTarget.value });
        }}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={nothing}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { kind: 'nothing' } : text === '' ? { kind: 'open' } : { kind: 'text', text })
          }
        />
        <span>
          Nothing found<span class="visually-hidden"> for {field.pii_field}</span>
        </span>
      </label>
    </div>
  );
}
