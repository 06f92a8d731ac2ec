import * as z from 'zod/mini';
import { limits } from '../../contracts/limits.ts';
import { type Identity, type IdentityKind, identityKinds } from '../../contracts/schemas/identity.ts';
import type { SubmissionIn } from '../../contracts/schemas/submissions.ts';
import { tellFaults } from './tell-faults.ts';

/** A value that a program or a mail header could misread has no place in an identity. */
const printable = z.lazy(() =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(limits.nameCharacters),
    z.refine((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)),
  ),
);

const shapes: Record<IdentityKind, { readonly schema: z.ZodMiniType<string>; readonly sentence: string }> = {
  email: { schema: z.lazy(() => z.email().check(z.maxLength(limits.mailCharacters))), sentence: 'The email address is not valid.' },
  phone_number: {
    schema: z.lazy(() => z.e164()),
    sentence: 'The phone number must be in the international form: a + and up to 15 digits.',
  },
  name: { schema: printable, sentence: `The name must have 1 to ${limits.nameCharacters} characters, and no control characters.` },
  external_id: {
    schema: printable,
    sentence: `The external id must have 1 to ${limits.nameCharacters} characters, and no control characters.`,
  },
};

/** An identity that can be used, or what is wrong with it, in sentences. */
export type JudgedIdentity = { readonly identity: Identity } | { readonly refusal: string };

/** Judges whose data is asked for (CONTRACT section 7): at least one kind, each well formed. */
export function judgeIdentity(sent: SubmissionIn['identity']): JudgedIdentity {
  const identity: Identity = {};
  const faults: string[] = [];
  for (const kind of identityKinds) {
    const value = sent[kind];
    if (value === undefined || value === null) continue;
    const parsed = shapes[kind].schema.safeParse(typeof value === 'string' ? value.trim() : value);
    if (parsed.success) identity[kind] = parsed.data;
    else faults.push(shapes[kind].sentence);
  }
  if (faults.length > 0) return { refusal: tellFaults(faults) };
  if (Object.keys(identity).length === 0) {
    return { refusal: `Give at least one identity: ${identityKinds.join(', ')}.` };
  }
  return { identity };
}
