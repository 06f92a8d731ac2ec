import type { FieldProblem } from '../../contracts/problems.ts';
import type { CustomFieldDefinition, IntakeConfig } from '../../contracts/schemas/intake.ts';
import { AppError } from '../errors.ts';
import type { PolicyStore } from '../policies/ports.ts';
import { findProperty, namedProperty } from './find-action.ts';
import type { IntakeStore } from './ports.ts';
import { startingConfig } from './starting-config.ts';

/** The intake configuration that holds now. */
export async function currentIntake(intake: IntakeStore): Promise<IntakeConfig> {
  return (await intake.read()) ?? startingConfig;
}

/**
 * Reads what people can ask for: everything, or one property (CONTRACT section 5).
 * @throws AppError `intake.property_not_found`.
 */
export async function readIntake(intake: IntakeStore, propertyId: string | undefined): Promise<IntakeConfig> {
  const config = await currentIntake(intake);
  if (namedProperty(propertyId) === null) return config;
  const property = findProperty(config, propertyId);
  if (property === undefined) throw new AppError('intake.property_not_found', 'There is no property with this id.');
  return { properties: [property] };
}

/**
 * Replaces the intake configuration whole, or refuses it whole.
 * @throws AppError `intake.invalid`, naming every place that does not fit the rest.
 */
export async function replaceIntake(
  parts: { readonly intake: IntakeStore; readonly policies: PolicyStore },
  config: IntakeConfig,
): Promise<IntakeConfig> {
  const known = new Set((await parts.policies.all()).map((policy) => policy.key));
  const errors = [...judgeProperties(config), ...judgeActions(config, known)];
  if (errors.length > 0) throw new AppError('intake.invalid', errors[0]?.msg ?? '', { errors });
  const whole = withDefaultProperty(config);
  await parts.intake.replace(whole);
  return whole;
}

/** A configuration in which no property is the default has its first one as default, so that a request without a property has a form. */
function withDefaultProperty(config: IntakeConfig): IntakeConfig {
  const defaultId = findProperty(config, null)?.property_id;
  return { properties: config.properties.map((property) => ({ ...property, default: property.property_id === defaultId })) };
}

function judgeProperties(config: IntakeConfig): readonly FieldProblem[] {
  const seen = new Set<string>();
  let defaults = 0;
  return config.properties.flatMap((property, index) => {
    const errors: FieldProblem[] = [];
    if (seen.has(property.property_id)) {
      errors.push(problem([index, 'property_id'], 'Another property has the same id. Ids must be unique.', 'not_unique'));
    }
    seen.add(property.property_id);
    if (property.default) defaults += 1;
    if (property.default && defaults > 1)
      errors.push(problem([index, 'default'], 'Another property is the default already. There can be one.', 'not_unique'));
    return errors;
  });
}

function judgeActions(config: IntakeConfig, knownPolicies: ReadonlySet<string>): readonly FieldProblem[] {
  return config.properties.flatMap((property, p) => {
    const seen = new Set<string>();
    return property.actions.flatMap((action, a) => {
      const place = [p, 'actions', a];
      const errors: FieldProblem[] = [];
      if (!knownPolicies.has(action.policy_key)) {
        errors.push(problem([...place, 'policy_key'], `There is no policy with the key '${action.policy_key}'.`, 'unknown_policy'));
      }
      if (seen.has(action.policy_key)) {
        errors.push(problem([...place, 'policy_key'], 'Another action of this property has the same policy.', 'not_unique'));
      }
      seen.add(action.policy_key);
      for (const [key, field] of Object.entries(action.custom_privacy_request_fields)) {
        const msg = judgeField(field);
        if (msg !== undefined) errors.push(problem([...place, 'custom_privacy_request_fields', key], msg, 'invalid_field'));
      }
      return errors;
    });
  });
}

function judgeField(field: CustomFieldDefinition): string | undefined {
  if (field.field_type === 'file') {
    if (field.hidden) return 'A hidden file field could never be filled.';
    return new Set(field.allowed_file_types).size === field.allowed_file_types.length ? undefined : 'A file type is listed twice.';
  }
  if (field.hidden && field.required && (field.default_value ?? null) === null)
    return 'A hidden field that is required needs a default value.';
  if (field.field_type === 'select' || field.field_type === 'multiselect') {
    if (new Set(field.options).size !== field.options.length) return 'An option is listed twice.';
    const defaults = field.field_type === 'select' ? [field.default_value ?? null] : (field.default_value ?? []);
    if (defaults.some((value) => value !== null && !field.options.includes(value))) return 'The default value is not one of the options.';
  }
  return undefined;
}

function problem(place: readonly (string | number)[], msg: string, type: string): FieldProblem {
  return { loc: ['body', 'properties', ...place], msg, type };
}
