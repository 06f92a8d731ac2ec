import { useState } from 'preact/hooks';
import { limits } from '../../../contracts/limits.ts';
import { listPolicies, type Policy, upsertPolicies } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { announce } from '../parts/announce.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { SelectField, TextField } from '../parts/text-field.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { useSession } from '../session/use-session.ts';

const actionOptions = [
  ['access', 'Access: a copy of the data'],
  ['erasure', 'Erasure: the organisation deletes the data; nothing is deleted by itself'],
] as const;

/** Every policy: what a request does, and by when. */
export function Policies() {
  const session = useSession();
  const [edited, setEdited] = useState<Policy | 'new' | undefined>();
  const { value, problem, reload } = useAnswer('policies', (signal) => session.call(listPolicies, { query: { size: 100 } }, { signal }));
  const mayChange = session.may('policy:create_or_update');
  const close = (changed: boolean) => {
    setEdited(undefined);
    if (changed) reload();
  };
  return (
    <>
      <ViewTitle text="Policies">
        {mayChange && edited === undefined && (
          <button type="button" class="button button--main" onClick={() => setEdited('new')}>
            Add a policy
          </button>
        )}
      </ViewTitle>
      <p class="lead">What a request asks for, and in how many days it has to be answered.</p>
      {edited !== undefined && (
        <PolicyForm
          key={edited === 'new' ? '' : edited.key}
          policy={edited === 'new' ? undefined : edited}
          existing={value?.items ?? []}
          onClose={close}
        />
      )}
      <ProblemNotice problem={problem} onRetry={reload} />
      <ul class="cards">
        {(value?.items ?? []).map((policy) => (
          <li class="card card--row" key={policy.key}>
            <div>
              <strong>{policy.name}</strong>
              <div class="soft small">
                <code>{policy.key}</code> · {policy.action_type === 'access' ? 'Access' : 'Erasure'} · {policy.execution_timeframe_days}{' '}
                days
              </div>
            </div>
            {mayChange && (
              <button type="button" class="button button--small" aria-label={`Change ${policy.name}`} onClick={() => setEdited(policy)}>
                Change
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the form of a policy needs. */
interface PolicyFormProps {
  /** Absent for a new one. */
  readonly policy: Policy | undefined;
  readonly existing: readonly Policy[];
  readonly onClose: (changed: boolean) => void;
}

function PolicyForm({ policy, existing, onClose }: PolicyFormProps) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const before = {
    name: policy?.name ?? '',
    key: policy?.key ?? '',
    action: policy?.action_type ?? ('access' as const),
    days: String(policy?.execution_timeframe_days ?? 45),
  };
  const [now, setNow] = useState<{ name: string; key: string; action: Policy['action_type']; days: string }>(before);
  const [saved, setSaved] = useState(false);
  useUnsaved(!saved && JSON.stringify(now) !== JSON.stringify(before));
  const save = () =>
    run(async () => {
      // The call would change the one that is there.
      if (policy === undefined && existing.some((one) => (now.key === '' ? one.name === now.name : one.key === now.key))) {
        throw new Problem('unknown', 200, `There is a policy with this ${now.key === '' ? 'name' : 'key'} already. Change that one.`);
      }
      const answer = await session.call(upsertPolicies, {
        body: [
          { name: now.name, key: now.key === '' ? null : now.key, action_type: now.action, execution_timeframe_days: Number(now.days) },
        ],
      });
      const [failed] = answer.failed;
      if (failed !== undefined) throw new Problem('unknown', 200, failed.message);
      setSaved(true);
      announce('The policy is saved.');
      onClose(true);
    });
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{policy === undefined ? 'Add a policy' : `Change ${policy.name}`}</h2>
      <ProblemNotice problem={problem} />
      <div class="grid">
        <TextField label="Name" value={now.name} maxLength={200} required onInput={(name) => setNow({ ...now, name })} />
        {policy === undefined && (
          <TextField
            label="Key (optional)"
            hint="Made from the name where it is left out."
            value={now.key}
            maxLength={200}
            onInput={(key) => setNow({ ...now, key })}
          />
        )}
        <SelectField label="What it does" value={now.action} options={actionOptions} onChange={(action) => setNow({ ...now, action })} />
        <TextField
          label="Days to answer"
          type="number"
          min={1}
          max={limits.timeframeDays}
          required
          value={now.days}
          onInput={(days) => setNow({ ...now, days })}
        />
      </div>
      <div class="row">
        <button type="submit" class="button button--main" disabled={running}>
          Save the policy
        </button>
        <button type="button" class="button button--quiet" onClick={() => onClose(false)}>
          Go back
        </button>
      </div>
    </form>
  );
}
