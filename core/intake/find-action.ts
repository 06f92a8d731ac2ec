import type { CustomFieldDefinition, IntakeConfig, IntakeProperty } from '../../contracts/schemas/intake.ts';

/**
 * Finds the property a call means: the one it names, else the default one.
 * @returns Nothing where the named one is unknown.
 */
export function findProperty(config: IntakeConfig, propertyId: string | null | undefined): IntakeProperty | undefined {
  if (propertyId === null || propertyId === undefined || propertyId === '')
    return config.properties.find((property) => property.default) ?? config.properties[0];
  return config.properties.find((property) => property.property_id === propertyId);
}

/** The custom fields a property declares for a policy; none where it does not offer the policy. */
export function declaredFields(property: IntakeProperty, policyKey: string): Readonly<Record<string, CustomFieldDefinition>> {
  return property.actions.find((action) => action.policy_key === policyKey)?.custom_privacy_request_fields ?? {};
}
