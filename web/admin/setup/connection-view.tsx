import { useState } from 'preact/hooks';
import { type Connection, deleteConnection, getConnection, testConnection, upsertConnections } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { announce } from '../parts/announce.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { CheckField, SelectField, TextField } from '../parts/text-field.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { addressOf, goTo } from '../route.ts';
import { useSession } from '../session/use-session.ts';
import { accessOptions, connectionTypes } from './connection-types.ts';
import { ConnectionState } from './connections.tsx';
import { FieldsEditor } from './fields-editor.tsx';
import { checkConnection, type Lack, lackSentences } from './find-lacks.ts';

/** One connection: its fields, its settings, a test, and its end. */
export function ConnectionView({ connectionKey }: { readonly connectionKey: string }) {
  const session = useSession();
  const { value, problem, reload } = useAnswer(connectionKey, async (signal) =>
    checkConnection(session, await session.call(getConnection, { path: { key: connectionKey } }, { signal }), signal),
  );
  const connection = value?.connection;
  return (
    <>
      <p>
        <a class="back" href={addressOf(['connections'])}>
          ← All connections
        </a>
      </p>
      <ViewTitle text={connection?.name ?? connectionKey}>{value !== undefined && <ConnectionState {...value} />}</ViewTitle>
      <ProblemNotice problem={problem} onRetry={reload} />
      {value !== undefined && connection !== undefined && (
        <div class="stack stack--wide">
          <LackNotice lacks={value.lacks} />
          {connection.connection_type === 'manual_request' && <FieldsEditor connectionKey={connection.key} onSaved={reload} />}
          <Settings key={connection.updated_at} connection={connection} onSaved={reload} />
          <TestAndDelete connection={connection} />
        </div>
      )}
    </>
  );
}

function LackNotice({ lacks }: { readonly lacks: readonly Lack[] }) {
  if (lacks.length === 0) return null;
  return (
    <div class="notice notice--warn stack stack--tight">
      {lacks.map((lack) => (
        <p key={lack}>{lackSentences[lack]}</p>
      ))}
      {!lacks.includes('fields') && <p>They are set through the API; this page cannot set them.</p>}
    </div>
  );
}

function Settings({ connection, onSaved }: { readonly connection: Connection; readonly onSaved: () => void }) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const before = {
    name: connection.name ?? '',
    description: connection.description ?? '',
    access: connection.access,
    disabled: connection.disabled,
  };
  const [now, setNow] = useState(before);
  const changed = JSON.stringify(now) !== JSON.stringify(before);
  const [saved, setSaved] = useState(false);
  useUnsaved(changed && !saved);
  const save = () =>
    run(async () => {
      const { key, connection_type } = connection;
      const name = now.name === '' ? null : now.name;
      const description = now.description === '' ? null : now.description;
      const answer = await session.call(upsertConnections, { body: [{ ...now, key, connection_type, name, description }] });
      const [failed] = answer.failed;
      if (failed !== undefined) throw new Problem('unknown', 200, failed.message);
      setSaved(true);
      announce('The settings are saved.');
      onSaved();
    });
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>Settings</h2>
      <ProblemNotice problem={problem} />
      <p class="soft small">
        <code>{connection.key}</code> · {connectionTypes[connection.connection_type]}
        {connection.secrets !== null && ` · secrets: ${Object.keys(connection.secrets).join(', ')}`}
      </p>
      <div class="grid">
        <TextField label="Name" value={now.name} maxLength={200} onInput={(name) => setNow({ ...now, name })} />
        <SelectField label="Access" value={now.access} options={accessOptions} onChange={(access) => setNow({ ...now, access })} />
      </div>
      <TextField
        label="Description"
        hint="Those who look the data up see it."
        value={now.description}
        maxLength={2_000}
        onInput={(description) => setNow({ ...now, description })}
      />
      <CheckField label="Disabled: requests pass it by" checked={now.disabled} onChange={(disabled) => setNow({ ...now, disabled })} />
      <div>
        <button type="submit" class="button button--main" disabled={running || !changed || !session.may('connection:create_or_update')}>
          Save settings
        </button>
      </div>
    </form>
  );
}

function TestAndDelete({ connection }: { readonly connection: Connection }) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [found, setFound] = useState<string | undefined>();
  const [asking, setAsking] = useState(false);
  const test = () =>
    run(async () => {
      const answer = await session.call(testConnection, { path: { key: connection.key } });
      setFound(
        answer.test_status === 'succeeded'
          ? 'The connection can be used.'
          : `It cannot be used: ${answer.failure_reason ?? 'no reason was given.'}`,
      );
    });
  const remove = () =>
    run(async () => {
      await session.call(deleteConnection, { path: { key: connection.key } });
      goTo(['connections']);
    });
  return (
    <section class="card stack" aria-label="Test and delete">
      <ProblemNotice problem={problem} />
      <div class="row">
        <button type="button" class="button" disabled={running} onClick={test}>
          Test the connection
        </button>
        {session.may('connection:delete') && (
          <button type="button" class="button button--danger" onClick={() => setAsking(true)}>
            Delete the connection…
          </button>
        )}
      </div>
      <p role="status">{found ?? ''}</p>
      {asking && (
        <Dialog title={`Delete ${connection.name ?? connection.key}?`} onClose={() => setAsking(false)}>
          <div class="stack">
            <p>Its fields go with it. Requests that waited for nothing else go on by themselves.</p>
            <div class="row">
              <button type="button" class="button button--danger" disabled={running} onClick={remove}>
                Delete
              </button>
              <button type="button" class="button button--quiet" onClick={() => setAsking(false)}>
                Go back
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}
