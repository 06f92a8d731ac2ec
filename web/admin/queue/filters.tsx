import { useEffect, useState } from 'preact/hooks';
import { getIntakeConfig, listPolicies } from '../../client/generated.ts';
import { type Status, statusNames } from '../parts/status-names.ts';
import { CheckField, SelectField, TextField } from '../parts/text-field.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSession } from '../session/use-session.ts';
import { type QueueQuery, wholeQueue } from './queue-query.ts';

/** What the filters need. */
export interface FiltersProps {
  readonly query: QueueQuery;
  readonly onChange: (next: Partial<QueueQuery>) => void;
}

/** Every filter of the queue. A choice counts at once, a text when it is entered. */
export function Filters({ query, onChange }: FiltersProps) {
  const count = countFilters(query);
  return (
    <details class="filters card">
      <summary>Filters{count > 0 && <span class="badge badge--plain">{count} on</span>}</summary>
      <form
        class="filters__form"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <StatusFilter status={query.status} onChange={(status) => onChange({ status })} />
        <NamedFilters query={query} onChange={onChange} />
        <TextField label="Received from" type="date" value={query.from} onInput={(from) => onChange({ from })} />
        <TextField label="Received to" type="date" value={query.to} onInput={(to) => onChange({ to })} />
        <EnteredText
          label="Person (exact)"
          hint="Mail address, phone number, name or external id"
          value={query.identity}
          onEnter={(identity) => onChange({ identity })}
        />
        <EnteredText label="Request id" value={query.id} onEnter={(id) => onChange({ id })} />
        <CheckField label="Overdue only" checked={query.overdue} onChange={(overdue) => onChange({ overdue })} />
        <div>
          <button type="button" class="button button--small" onClick={() => onChange({ ...wholeQueue, sort: query.sort })}>
            Clear filters
          </button>
        </div>
      </form>
    </details>
  );
}

function countFilters(query: QueueQuery): number {
  const texts = [query.policy, query.property, query.from, query.to, query.identity, query.id];
  return texts.filter((text) => text !== '').length + (query.status.length > 0 ? 1 : 0) + (query.overdue ? 1 : 0);
}

function StatusFilter({
  status,
  onChange,
}: {
  readonly status: readonly Status[];
  readonly onChange: (status: readonly Status[]) => void;
}) {
  const all = Object.entries(statusNames).map(([value, name]) => [value, name] as const);
  return (
    <fieldset class="field filters__wide">
      <legend>Status</legend>
      <div class="row">
        {all.map(([value, name]) => (
          <CheckField
            key={value}
            label={name}
            checked={status.some((one) => one === value)}
            onChange={(on) =>
              onChange(statusesOf(all.map(([one]) => one).filter((one) => (one === value ? on : status.some((kept) => kept === one)))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function statusesOf(values: readonly string[]): readonly Status[] {
  return values.filter((value): value is Status => Object.hasOwn(statusNames, value));
}

/** Filters whose choices the service names: policies and properties. */
function NamedFilters({ query, onChange }: FiltersProps) {
  const session = useSession();
  const policies = useAnswer('policies', (signal) =>
    session.may('policy:read') ? session.call(listPolicies, { query: { size: 100 } }, { signal }) : Promise.resolve(undefined),
  );
  const intake = useAnswer('intake', (signal) => session.call(getIntakeConfig, {}, { signal }));
  const policyOptions = withCurrent(
    (policies.value?.items ?? []).map(({ key, name }) => [key, name] as const),
    query.policy,
    'Every policy',
  );
  const propertyOptions = withCurrent(
    (intake.value?.properties ?? []).map(({ property_id, name }) => [property_id, name] as const),
    query.property,
    'Every property',
  );
  return (
    <>
      <SelectField label="Policy" value={query.policy} options={policyOptions} onChange={(policy) => onChange({ policy })} />
      <SelectField label="Property" value={query.property} options={propertyOptions} onChange={(property) => onChange({ property })} />
    </>
  );
}

/** The choices, with the one of the address even where the service names it no more. */
function withCurrent(
  options: readonly (readonly [string, string])[],
  current: string,
  all: string,
): readonly (readonly [string, string])[] {
  const known = current === '' || options.some(([value]) => value === current);
  return [['', all], ...options, ...(known ? [] : [[current, current] as const])];
}

interface EnteredTextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onEnter: (value: string) => void;
}

/** A text that counts when it is entered: by Enter, or by going on. */
function EnteredText({ label, hint, value, onEnter }: EnteredTextProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const enter = () => {
    if (text.trim() !== value) onEnter(text.trim());
  };
  return <TextField label={label} hint={hint} type="search" maxLength={200} value={text} onInput={setText} onEnter={enter} />;
}
