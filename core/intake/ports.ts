import type { IntakeConfig } from '../../contracts/schemas/intake.ts';

/** Keeps the intake configuration. */
export interface IntakeStore {
  /** @returns Nothing where none was stored yet: the starting configuration holds then. */
  read(): Promise<IntakeConfig | undefined>;
  replace(config: IntakeConfig): Promise<void>;
}
