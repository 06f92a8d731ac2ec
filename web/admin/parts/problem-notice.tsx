import type { Problem } from '../../client/problem.ts';
import { namePlace, writeProblem, writeSupportCode } from './plain-words.ts';

/** Says what went wrong, with every place the service named; the code is there for those who are asked for help. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem | undefined; readonly onRetry?: () => void }) {
  if (problem === undefined) return null;
  const code = writeSupportCode(problem);
  return (
    <div class="notice notice--bad" role="alert">
      <p>
        {writeProblem(problem)}
        {problem.retryAfterSeconds !== undefined && ` Try again in ${problem.retryAfterSeconds} seconds.`}
      </p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ loc, msg }, index) => (
            // Two faults can lie in one place.
            <li key={`${index} ${loc.join('.')}`}>
              <Place text={namePlace(loc)} />
              {msg}
            </li>
          ))}
        </ul>
      )}
      {code !== '' && (
        <p class="small soft">
          For support: <code>{code}</code>
        </p>
      )}
      {onRetry !== undefined && (
        <p>
          <button type="button" class="button button--small" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

function Place({ text }: { readonly text: string }) {
  return text === '' ? null : <strong>{text}: </strong>;
}
