import { useRef, useState } from 'preact/hooks';
import { defineFields, getFields, type ManualRequest } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { announce } from '../parts/announce.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useSession } from '../session/use-session.ts';

interface FieldRow {
  readonly key: number;
  readonly question: string;
  readonly label: string;
  readonly categories: readonly string[] | null;
}

/** The fields of a manual connection: what people are asked, and under which label it goes into the package. */
export function FieldsEditor({ connectionKey, onSaved }: { readonly connectionKey: string; readonly onSaved: () => void }) {
  const session = useSession();
  const { value, problem, reload } = useAnswer(`fields ${connectionKey}`, async (signal) => {
    try {
      return { definition: await session.call(getFields, { path: { key: connectionKey } }, { signal }) };
    } catch (error) {
      if (error instanceof Problem && error.code === 'manual_request.not_found') return { definition: undefined };
      throw error;
    }
  });
  return (
    <section class="card stack" aria-labelledby="fields-title">
      <h2 id="fields-title">Fields</h2>
      <p class="soft">Those who look the data up see the question. The label names the answer in the package.</p>
      <ProblemNotice problem={problem} onRetry={reload} />
      {value !== undefined && (
        <FieldRows
          key={JSON.stringify(value.definition?.fields)}
          connectionKey={connectionKey}
          definition={value.definition}
          onSaved={() => {
            reload();
            onSaved();
          }}
        />
      )}
    </section>
  );
}

interface FieldRowsProps {
  readonly connectionKey: string;
  readonly definition: ManualRequest | undefined;
  readonly onSaved: () => void;
}

function FieldRows({ connectionKey, definition, onSaved }: FieldRowsProps) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const keys = useRef(0);
  const nextKey = () => {
    keys.current += 1;
    return keys.current;
  };
  const [before] = useState<readonly FieldRow[]>(() =>
    (definition?.fields ?? []).map((field) => ({
      key: nextKey(),
      question: field.pii_field,
      label: field.dsr_package_label,
      categories: field.data_categories,
    })),
  );
  const emptyRow = (): FieldRow => ({ key: nextKey(), question: '', label: '', categories: null });
  const [rows, keepRows] = useState<readonly FieldRow[]>(() => (before.length === 0 ? [emptyRow()] : before));
  const list = useRef<HTMLOListElement>(null);
  const filled = rows.filter((row) => row.question.trim() !== '' || row.label.trim() !== '');
  const changed = JSON.stringify(filled) !== JSON.stringify(before);
  const [saved, setSaved] = useState(false);
  useUnsaved(changed && !saved);
  const setRows = (next: readonly FieldRow[]) => {
    setSaved(false);
    keepRows(next);
  };
  const change = (key: number, next: Partial<FieldRow>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const save = () =>
    run(async () => {
      const fields = filled.map((row) => ({ pii_field: row.question, dsr_package_label: row.label, data_categories: row.categories }));
      await session.call(defineFields, { path: { key: connectionKey }, body: { fields } });
      setSaved(true);
      announce('The fields are saved.');
      onSaved();
    });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ol class="stack field-rows" ref={list}>
        {rows.map((row, index) => (
          <li key={row.key} class="field-row">
            <TextField
              label={`Question ${index + 1}`}
              value={row.question}
              maxLength={200}
              onInput={(question) => change(row.key, { question })}
            />
            <TextField
              label={`Label ${index + 1} (optional)`}
              value={row.label}
              maxLength={200}
              onInput={(label) => change(row.key, { label })}
            />
            <button
              type="button"
              class="button button--quiet button--small"
              aria-label={`Remove field ${index + 1}`}
              onClick={() => setRows(rows.filter((other) => other.key !== row.key))}
            >
              Remove
            </button>
          </li>
        ))}
      </ol>
      <ProblemNotice problem={problem} />
      <div class="row">
        <button
          type="button"
          class="button"
          onClick={() => {
            setRows([...rows, emptyRow()]);
            // The new row is there after the next drawing.
            requestAnimationFrame(() =>
              requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus()),
            );
          }}
        >
          Add a field
        </button>
        <button type="submit" class="button button--main" disabled={running || !changed || !session.may('webhook:create_or_update')}>
          Save fields
        </button>
      </div>
      <p class="soft small">A change asks for new input in every request that still waits.</p>
    </form>
  );
}
