import type { Field, ManualInput } from '../../client/generated.ts';

/** What was entered for one field. An empty text is an answer of its own and never means “nothing found”. */
export type ManualAnswer = { readonly kind: 'open' } | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'nothing' };

/** The answers of one connection, by label. */
export type ManualAnswers = ReadonlyMap<string, ManualAnswer>;

/** The answers as they were saved. Without a save, and where the definition changed since, what is null is still open. */
export function readAnswers(fields: readonly Field[], saved: ManualInput): ManualAnswers {
  const texts = new Map(Object.entries(saved.fields));
  return new Map(
    fields.map(({ dsr_package_label: label }): [string, ManualAnswer] => {
      const text = texts.get(label) ?? null;
      if (text !== null) return [label, { kind: 'text', text }];
      return [label, { kind: saved.checked ? 'nothing' : 'open' }];
    }),
  );
}

/** Labels that still need an answer. A text of blanks alone is none, unless that is what was saved. */
export function openLabels(answers: ManualAnswers, saved: ManualAnswers): readonly string[] {
  return [...answers].flatMap(([label, answer]) => {
    const before = saved.get(label);
    const blank = answer.kind === 'text' && answer.text.trim() === '' && !(before?.kind === 'text' && before.text === answer.text);
    return answer.kind === 'open' || blank ? [label] : [];
  });
}

/** Whether two sets of answers say the same. */
export function sameAnswers(one: ManualAnswers, other: ManualAnswers): boolean {
  return one.size === other.size && [...one].every(([label, answer]) => isSame(answer, other.get(label)));
}

/** The answers as the API takes them: a text, or null for nothing found. */
export function writeAnswers(answers: ManualAnswers): Record<string, string | null> {
  return Object.fromEntries([...answers].map(([label, answer]) => [label, answer.kind === 'text' ? answer.text : null]));
}

function isSame(one: ManualAnswer, other: ManualAnswer | undefined): boolean {
  return one.kind === other?.kind && (one.kind !== 'text' || (other.kind === 'text' && one.text === other.text));
}
