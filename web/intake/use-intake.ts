import { useEffect, useState } from 'preact/hooks';
import { callApi } from '../client/call-api.ts';
import { getIntakeConfig, type IntakeProperty } from '../client/generated.ts';
import { Problem } from '../client/problem.ts';

/** The property people ask from: the one the address names (`?property_id=`), else the default one. */
export function useIntake(): { property: IntakeProperty | undefined; problem: Problem | undefined; reload: () => void } {
  const [property, setProperty] = useState<IntakeProperty | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const wanted = new URLSearchParams(location.search).get('property_id') ?? undefined;
    setProblem(undefined);
    callApi(getIntakeConfig, { query: { property_id: wanted } }, { signal: controller.signal }).then(
      ({ properties }) => setProperty(properties.find((candidate) => candidate.default) ?? properties[0]),
      (error: unknown) => {
        if (!controller.signal.aborted) setProblem(error instanceof Problem ? error : new Problem('unknown', 0, ''));
      },
    );
    return () => controller.abort();
  }, [attempt]);
  return { property, problem, reload: () => setAttempt(attempt + 1) };
}
