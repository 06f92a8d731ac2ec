import type { CustomFieldDefinition, IntakeConfig, IntakeProperty } from '../../contracts/schemas/intake.ts';

/** The property a call names; null where it names none. A blank form sends an empty id, which names none either. */
export function namedProperty(propertyId: string | null | undefined): string | null {
  return propertyId === undefined || propertyId === '' ? null : propertyId;
}

/**
 * Finds the property a call means: the one it names, else the default one.
 * @returns Nothing where the named one is unknown.
 */
export function findProperty(config: IntakeConfig, propertyId: string | null | undefined): IntakeProperty | undefined {
  const named = namedProperty(propertyId);
  if (named === null) return config.properties.find((property) => property.default) ?? config.properties[0];
  return config.properties.find((property) => property.property_id === named);
}

/** The custom fields a property declares for a policy; none where it does not offer the policy. */
export function declaredFields(property: IntakeProperty, policyKey: string): Readonly<Record<string, CustomFieldDefinition>> {
  return property.actions.find((action) => action.policy_key === policyKey)?.custom_privacy_request_fields ?? {};
}
