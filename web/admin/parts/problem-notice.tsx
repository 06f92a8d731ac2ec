import type { Problem } from '../../client/problem.ts';

/** Says what went wrong, with every place the service named. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem | undefined; readonly onRetry?: () => void }) {
  if (problem === undefined) return null;
  return (
    <div class="notice notice--bad" role="alert">
      <p>
        {problem.message}
        {problem.retryAfterSeconds !== undefined && ` Try again in ${problem.retryAfterSeconds} seconds.`}
      </p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((error) => (
            <li key={error.loc.join('.')}>
              <code>{error.loc.slice(1).join(' › ')}</code>: {error.msg}
            </li>
          ))}
        </ul>
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
