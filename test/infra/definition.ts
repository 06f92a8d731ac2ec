import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const rule = z.looseObject({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.optional(z.number()),
  BackoffRate: z.optional(z.number()),
  MaxAttempts: z.optional(z.number()),
  MaxDelaySeconds: z.optional(z.number()),
});

/** A state as the checks see it. */
export interface State {
  readonly Type: string;
  readonly Resource?: string | undefined;
  readonly TimeoutSeconds?: number | undefined;
  readonly TimeoutSecondsPath?: string | undefined;
  readonly QueryLanguage?: string | undefined;
  readonly Retry?: readonly z.output<typeof rule>[] | undefined;
  readonly Catch?: readonly z.output<typeof rule>[] | undefined;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> } | undefined;
}

const state: z.ZodMiniType<State> = z.looseObject({
  Type: z.string(),
  Resource: z.optional(z.string()),
  TimeoutSeconds: z.optional(z.number()),
  TimeoutSecondsPath: z.optional(z.string()),
  QueryLanguage: z.optional(z.string()),
  Retry: z.optional(z.array(rule)),
  Catch: z.optional(z.array(rule)),
  get ItemProcessor() {
    return z.optional(z.looseObject({ States: z.record(z.string(), state) }));
  },
});

const definition = z.looseObject({
  QueryLanguage: z.optional(z.string()),
  TimeoutSeconds: z.optional(z.number()),
  States: z.record(z.string(), state),
});

/** A definition as the checks see it. */
export type Definition = z.output<typeof definition>;

/** The text of the workflow's file. */
export function readDefinition(): string {
  return readFileSync(new URL('../../statemachines/privacy-request.asl.json', import.meta.url), 'utf8');
}

/** The definition a text holds. */
export function parseDefinition(text: string): Definition {
  return definition.parse(JSON.parse(text));
}

/** Every state by name, those inside a Map too. */
export function everyState({ States }: Pick<Definition, 'States'>): readonly (readonly [string, State])[] {
  return Object.entries(States).flatMap(([name, one]) => [
    [name, one] as const,
    ...(one.ItemProcessor ? everyState(one.ItemProcessor) : []),
  ]);
}
