import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import * as z from 'zod/mini';

/** The part of a template that is described. */
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.optional(z.unknown()),
    }),
  ),
});

/** The part of a function that is described: its bundle is uploaded as `<hash>.zip` and lies in `asset.<hash>` until then. */
const functionSchema = z.object({
  FunctionName: z.string(),
  Code: z.object({ S3Key: z.string().check(z.endsWith('.zip')) }),
});

const kibibytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

/** Each template with its number of resources and its size; CloudFormation takes 500 and 1 MB. */
export function describeTemplates(assembly: CloudAssembly): readonly string[] {
  return assembly.stacksRecursively.map((stack) => {
    const resources = Object.keys(resourcesOf(stack)).length;
    return `${stack.stackName.padEnd(24)} ${String(resources).padStart(4)} resources ${kibibytes(statSync(stack.templateFullPath).size).padStart(10)}`;
  });
}

/** Each function with the size of its bundle, and beside it that of its source map. */
export function describeBundles(assembly: CloudAssembly): readonly string[] {
  const lines = assembly.stacksRecursively.flatMap((stack) =>
    Object.values(resourcesOf(stack))
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => {
        const { FunctionName, Code } = functionSchema.parse(Properties);
        return `${FunctionName.padEnd(40)} ${sizesOf(join(assembly.directory, `asset.${basename(Code.S3Key, '.zip')}`))}`;
      }),
  );
  return ['', ...lines];
}

function sizesOf(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map((file) => `${file} ${kibibytes(statSync(join(folder, file)).size)}`)
    .join(', ');
}

function resourcesOf(stack: CloudFormationStackArtifact): z.output<typeof templateSchema>['Resources'] {
  return templateSchema.parse(stack.template).Resources;
}
