import { callApi } from '../../client/call-api.ts';
import { checkHealth, type Health as HealthAnswer } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';

/** Milliseconds between two looks. */
const lookEveryMs = 10_000;

const names: Readonly<Record<string, string>> = {
  configs_table: 'Configuration store',
  requests_table: 'Request store',
  scanner: 'Virus scanner',
};

const states: Readonly<Record<HealthAnswer['checks'][string]['status'], readonly [string, string]>> = {
  ok: ['good', 'Works'],
  failed: ['bad', 'Fails'],
  off: ['plain', 'Switched off'],
};

/** What works and what does not, the scanner's own word among it. */
export function Health() {
  const { value, problem, reload } = useAnswer('health', (signal) => callApi(checkHealth, {}, { signal, alsoAnswers: [503] }), lookEveryMs);
  return (
    <>
      <ViewTitle text="Health">
        <button type="button" class="button button--small" onClick={reload}>
          Refresh
        </button>
      </ViewTitle>
      <ProblemNotice problem={problem} onRetry={reload} />
      <p role="status">
        {value === undefined ? '' : value.status === 'ok' ? 'Everything that is switched on works.' : 'Something does not work.'}
      </p>
      <ul class="cards">
        {Object.entries(value?.checks ?? {}).map(([name, check]) => {
          const [tone, word] = states[check.status];
          return (
            <li class="card card--row" key={name} data-check={name}>
              <div>
                <strong>{names[name] ?? name}</strong>
                <div class="soft small">
                  {check.detail ?? (name === 'scanner' && check.status === 'off' ? 'Files are accepted without a scan for viruses.' : '')}
                </div>
              </div>
              <span class={`badge badge--${tone}`}>{word}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
