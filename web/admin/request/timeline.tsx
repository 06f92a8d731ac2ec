import { type LogEntry, readRequestLog } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { writeTime } from '../parts/write-time.ts';
import { useSession } from '../session/use-session.ts';
import { writeActor, writeCause, writeEvent } from './write-event.ts';

/** Milliseconds between two looks at the log. */
const lookEveryMs = 10_000;

/** What happened to a request: who, what, when, and why where something failed. */
export function Timeline({ id, status }: { readonly id: string; readonly status: string }) {
  const session = useSession();
  // With the status in the key, a change of it shows its own line at once.
  const { value, problem, reload } = useAnswer(`${id} ${status}`, (signal) => readWholeLog(session, id, signal), lookEveryMs);
  return (
    <section class="card timeline-card">
      <h2>What happened</h2>
      <ProblemNotice problem={problem} onRetry={reload} />
      <ol class="timeline">
        {(value ?? []).map((entry) => (
          <li key={entry.id} class={`timeline__entry${failing.has(entry.event) ? ' timeline__entry--bad' : ''}`}>
            <span class="timeline__what">{writeEvent(entry)}</span>
            {entry.message !== undefined && <span class="timeline__why">{writeCause(entry.message, entry.actor)}</span>}
            <span class="small soft">
              <time dateTime={entry.at}>{writeTime(entry.at)}</time> · {writeActor(entry.actor)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const failing: ReadonlySet<LogEntry['event']> = new Set(['failed', 'source_failed', 'package_mail_failed']);

/** Every page of the log, the newest entry first. */
async function readWholeLog(session: ReturnType<typeof useSession>, id: string, signal: AbortSignal): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await session.call(readRequestLog, { path: { id }, query: { page, size: 100 } }, { signal });
    entries.push(...answer.items);
    if (page >= answer.pages)
      return entries.sort((a, b) => b.at.localeCompare(a.at) || beginning(a) - beginning(b) || b.id.localeCompare(a.id));
  }
}

/** Files are attached in the same moment as the request is submitted, and after it. */
function beginning({ event }: LogEntry): number {
  return event === 'submitted' ? 1 : 0;
}
