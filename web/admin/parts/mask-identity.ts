import type { Identity } from '../../client/generated.ts';

/** A kind of identity. */
export type IdentityKind = keyof Identity;

/** Every kind of identity as people call it. */
export const identityNames: Readonly<Record<IdentityKind, string>> = {
  email: 'Email',
  phone_number: 'Phone',
  name: 'Name',
  external_id: 'External id',
};

const dots = '•••';

/** An identity with all but its first letter covered; of a mail address the first letter of the domain too. */
export function mask(kind: IdentityKind, value: string): string {
  const first = [...value][0] ?? '';
  if (kind === 'phone_number') return `${dots}${value.slice(-2)}`;
  if (kind !== 'email') return `${first}${dots}`;
  const domain = value.slice(value.lastIndexOf('@') + 1);
  return `${first}${dots}@${[...domain][0] ?? ''}${dots}`;
}

/** The identities of a request, by kind. */
export function identitiesOf(identity: Identity | undefined): readonly (readonly [IdentityKind, string])[] {
  const kinds: readonly IdentityKind[] = ['email', 'phone_number', 'name', 'external_id'];
  return kinds.flatMap((kind) => {
    const value = identity?.[kind];
    return value === undefined ? [] : [[kind, value] as const];
  });
}
