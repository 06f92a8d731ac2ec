import { useState } from 'preact/hooks';
import { type Connection, createConnections, listConnections } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { SelectField, TextField } from '../parts/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { addressOf, goTo } from '../route.ts';
import { useSession } from '../session/use-session.ts';
import { accessOptions, connectionTypeOptions, connectionTypes } from './connection-types.ts';
import { type CheckedConnection, checkConnection, nameLacks } from './find-lacks.ts';

/** Every connection, the half-made ones pointed out. */
export function Connections() {
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const { value, problem, reload } = useAnswer('connections', async (signal) => {
    const { items } = await session.call(listConnections, { query: { size: 100 } }, { signal });
    return Promise.all(items.map((connection) => checkConnection(session, connection, signal)));
  });
  const half = (value ?? []).filter(({ connection, lacks }) => !connection.disabled && lacks.length > 0);
  return (
    <>
      <ViewTitle text="Connections">
        {session.may('connection:create_or_update') && !adding && (
          <button type="button" class="button button--main" onClick={() => setAdding(true)}>
            Add a connection
          </button>
        )}
      </ViewTitle>
      <p class="lead">Where data is looked up for each access request.</p>
      {adding && <AddConnection existing={(value ?? []).map(({ connection }) => connection)} onClose={() => setAdding(false)} />}
      <ProblemNotice problem={problem} onRetry={reload} />
      {half.length > 0 && (
        <div class="notice notice--warn">
          <p>
            {half.length === 1 ? (
              <>
                <strong>One connection is not ready.</strong> Requests pass it by, or fail at it, until it has what its mark says.
              </>
            ) : (
              <>
                <strong>{half.length} connections are not ready.</strong> Requests pass them by, or fail at them, until they have what their
                marks say.
              </>
            )}
          </p>
        </div>
      )}
      {value !== undefined && value.length === 0 && <p class="soft">There is no connection yet.</p>}
      <ul class="cards">
        {(value ?? []).map((checked) => (
          <ConnectionCard key={checked.connection.key} {...checked} />
        ))}
      </ul>
    </>
  );
}

function ConnectionCard({ connection, lacks }: CheckedConnection) {
  return (
    <li class="card card--row">
      <div>
        <a class="card__link" href={addressOf(['connections', connection.key])}>
          {connection.name ?? connection.key}
        </a>
        <div class="soft small">
          <code>{connection.key}</code> · {connectionTypes[connection.connection_type]}
        </div>
      </div>
      <ConnectionState connection={connection} lacks={lacks} />
    </li>
  );
}

/** Whether a connection is used, or what it needs for that. */
export function ConnectionState({ connection, lacks }: CheckedConnection) {
  if (connection.disabled) return <span class="badge badge--plain">Disabled</span>;
  if (lacks.length > 0) return <span class="badge badge--warn">{nameLacks(lacks)}</span>;
  return <span class="badge badge--good">In use</span>;
}

/** What adding a connection needs. */
interface AddConnectionProps {
  readonly existing: readonly Connection[];
  readonly onClose: () => void;
}

function AddConnection({ existing, onClose }: AddConnectionProps) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [description, setDescription] = useState('');
  const [type, setType] = useState<Connection['connection_type']>('manual_request');
  const [access, setAccess] = useState<Connection['access']>('read');
  const add = () =>
    run(async () => {
      // The call would change the one that is there.
      if (existing.some((one) => (key === '' ? one.name === name : one.key === key))) {
        throw new Problem('unknown', 200, `There is a connection with this ${key === '' ? 'name' : 'key'} already. Open it to change it.`);
      }
      const answer = await session.call(createConnections, {
        body: [{ name, key: key === '' ? null : key, description: description === '' ? null : description, connection_type: type, access }],
      });
      const [failed] = answer.failed;
      if (failed !== undefined) throw new Problem('unknown', 200, failed.message);
      const [added] = answer.succeeded;
      if (added !== undefined) goTo(['connections', added.key]);
    });
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>Add a connection</h2>
      <ProblemNotice problem={problem} />
      <div class="grid">
        <TextField label="Name" value={name} maxLength={200} required onInput={setName} />
        <TextField
          label="Key (optional)"
          hint="Letters, digits, _ . and -. Made from the name where it is left out."
          value={key}
          maxLength={200}
          onInput={setKey}
        />
        <SelectField label="Type" value={type} options={connectionTypeOptions} onChange={setType} />
        <SelectField label="Access" value={access} options={accessOptions} onChange={setAccess} />
      </div>
      <TextField
        label="Description (optional)"
        hint="Those who look the data up see it."
        value={description}
        maxLength={2_000}
        onInput={setDescription}
      />
      <div class="row">
        <button type="submit" class="button button--main" disabled={running}>
          Add
        </button>
        <button type="button" class="button button--quiet" onClick={onClose}>
          Go back
        </button>
      </div>
    </form>
  );
}
