import * as z from 'zod/mini';
import { type Resource, textOf } from './synthesise.ts';

/** One thing a role may do, or may not. */
export interface Statement {
  readonly denied: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, unknown>>;
}

const oneOrMore = <T>(schema: z.ZodMiniType<T>) => z.union([z.array(schema), schema]);
const listed = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.enum(['Allow', 'Deny']),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown()),
        Condition: z.optional(z.record(z.string(), z.unknown())),
      }),
    ),
  }),
  Roles: z.array(z.unknown()),
});

const functionSchema = z.object({ FunctionName: z.string(), Role: z.unknown() });

/** What a role of a template may do; inline and managed policies are not among it, since no role of ours has any. */
export function statementsOf(resources: readonly Resource[], role: Pick<Resource, 'stack' | 'id'>): readonly Statement[] {
  return resources
    .filter(({ type, stack }) => type === 'AWS::IAM::Policy' && stack === role.stack)
    .map(({ properties }) => policySchema.parse(properties))
    .filter(({ Roles }) => Roles.some((one) => textOf(one) === `<${role.id}>`))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition = {} }) => ({
      denied: Effect === 'Deny',
      actions: listed(Action),
      resources: listed(Resource).map(textOf),
      conditions: Condition,
    }));
}

/** The function of a template by the name contracts/functions.ts gives it, and what its role may do. */
export function functionOf(
  resources: readonly Resource[],
  stage: string,
  name: string,
): { readonly resource: Resource; readonly may: readonly Statement[] } {
  const resource = resources.find(
    ({ type, properties }) => type === 'AWS::Lambda::Function' && properties.FunctionName === `dossier-${stage}-${name}`,
  );
  if (resource === undefined) throw new Error(`There is no function ${name}.`);
  const role = /^<(.+)\.Arn>$/.exec(textOf(functionSchema.parse(resource.properties).Role))?.[1];
  if (role === undefined) throw new Error(`The function ${name} has no role of its own.`);
  return { resource, may: statementsOf(resources, { stack: resource.stack, id: role }) };
}
