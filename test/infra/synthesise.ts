import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import * as z from 'zod/mini';
import { DossierApp } from '../../lib/dossier-app.ts';
import type { StageSettings } from '../../lib/stages.ts';

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z._default(z.record(z.string(), z.unknown()), {}),
      DeletionPolicy: z.optional(z.string()),
      Metadata: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});

/** One resource of a template, with where it stands. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
}

/** A folder for one test file's assembly, removed after its tests. */
export function assemblyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-synth-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The app of one stage, with bundling left out: templates don't depend on what is in a bundle, and bundling takes seconds. */
export function appOf(stage: StageSettings, outdir: string): DossierApp {
  return new DossierApp({
    projectRoot,
    stages: [stage],
    app: {
      outdir,
      context: { 'aws:cdk:bundling-stacks': [], 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:failSynthOnValidationErrors': false },
    },
  });
}

/** Every resource of a synthesised app. */
export function resourcesOf(app: DossierApp): readonly Resource[] {
  return app.synth().stacksRecursively.flatMap((stack) =>
    Object.entries(templateSchema.parse(stack.template).Resources).map(([id, { Type, Properties, DeletionPolicy, Metadata }]) => ({
      stack: stack.stackName,
      id,
      type: Type,
      properties: Properties,
      deletionPolicy: DeletionPolicy,
      metadata: Metadata,
    })),
  );
}

/**
 * The one text a property comes to: names of exports, references and attributes stand in `<>`, joins are joined.
 * @throws Error for an intrinsic function that Dossier's templates don't use
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(z.record(z.string(), z.unknown()).parse(value));
  switch (name) {
    case 'Ref':
    case 'Fn::ImportValue':
      return `<${textOf(argument)}>`;
    case 'Fn::GetAtt':
      return `<${z.array(z.string()).parse(argument).join('.')}>`;
    case 'Fn::Sub':
      return textOf(argument).replaceAll(/\$\{([^}]*)\}/g, '<$1>');
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument);
      return parts.map(textOf).join(separator);
    }
    default:
      throw new Error(`No text is known for ${name}.`);
  }
}
