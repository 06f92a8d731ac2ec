import type { Problem } from '../client/problem.ts';
import { useTexts } from './language.ts';

/** Stands where the form will be: while it loads, and when it could not be loaded. */
export function LoadNotice({ problem, onRetry }: { readonly problem: Problem | undefined; readonly onRetry: () => void }) {
  const texts = useTexts();
  if (problem === undefined) {
    return (
      <p class="soft" role="status">
        {texts.loading}
      </p>
    );
  }
  const unknown = problem.code === 'intake.property_not_found';
  return (
    <div class="notice notice--bad stack" role="alert">
      <h1>{texts.documentTitle}</h1>
      <p>{unknown ? texts.unknownProperty : texts.loadFailed}</p>
      {!unknown && (
        <p>
          <button type="button" class="button" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        </p>
      )}
    </div>
  );
}
