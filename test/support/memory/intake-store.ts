import type { IntakeConfig } from '../../../contracts/schemas/intake.ts';
import type { IntakeStore } from '../../../core/intake/ports.ts';

/** The intake configuration in memory, held to the same contract suite as the real store. */
export function createMemoryIntakeStore(): IntakeStore {
  let kept: IntakeConfig | undefined;
  return {
    read: async () => structuredClone(kept),
    replace: async (config) => {
      kept = structuredClone(config);
    },
  };
}
