import type { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { type Credentials, region } from '../settings/make-environment.ts';
import { accessDenied, S3Error, signatureDoesNotMatch } from './s3-error.ts';
import { parseAmzDate, sameSignature } from './signing.ts';

/** The fields of a form, by lower-case name: S3 does not tell case apart. */
export type FormFields = ReadonlyMap<string, string>;

/** What a form may upload. */
export interface FormTerms {
  readonly key: string;
  /** Bytes of the file. */
  readonly minimum: number;
  readonly maximum: number;
}

const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.record(z.string(), z.string()),
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().check(z.startsWith('$')), z.string()]),
    ]),
  ),
});

/** Fields that no condition has to name. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
const uncovered = new Set(['policy', 'x-amz-signature', 'file']);

/**
 * Checks the form of a presigned POST as S3 does: its signature, its expiry, every condition of its policy, and that the policy
 * names every field.
 * @param bucket - The bucket in the address.
 * @throws {@link S3Error} for whatever does not hold.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function checkForm(
  fields: FormFields,
  bucket: string,
  signer: SignatureV4,
  { accessKeyId }: Credentials,
  now: Date,
): Promise<FormTerms> {
  const text = fields.get('policy');
  const signedAt = parseAmzDate(fields.get('x-amz-date') ?? '');
  const signature = fields.get('x-amz-signature');
  const key = fields.get('key');
  if (text === undefined || signedAt === undefined || signature === undefined) {
    throw accessDenied('Access Denied');
  }
  const day = signedAt.toISOString().slice(0, 10).replaceAll('-', '');
  const expected = await signer.sign(text, { signingDate: signedAt });
  if (
    fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256' ||
    fields.get('x-amz-credential') !== `${accessKeyId}/${day}/${region}/s3/aws4_request` ||
    !sameSignature(expected, signature)
  ) {
    throw signatureDoesNotMatch();
  }
  if (key === undefined || key === '' || key.includes(['$', '{filename}'].join(''))) {
    throw new S3Error(400, 'InvalidArgument', 'The local run takes forms with a fixed key only.');
  }
  const policy = parsePolicy(text);
  if (now.getTime() > Date.parse(policy.expiration)) {
    throw accessDenied('Invalid according to Policy: Policy expired.');
  }
  return { key, ...checkConditions(policy.conditions, new Map([...fields, ['bucket', bucket]])) };
}

type Policy = z.output<typeof policySchema>;

function parsePolicy(text: string): Policy {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    throw new S3Error(400, 'InvalidPolicyDocument', 'The content of the form does not meet the conditions of a policy document.');
  }
}

function checkConditions(conditions: Policy['conditions'], fields: FormFields): { minimum: number; maximum: number } {
  const covered = new Set(uncovered);
  let range = { minimum: 0, maximum: Number.POSITIVE_INFINITY };
  for (const condition of conditions) {
    if (Array.isArray(condition) && condition[0] === 'content-length-range') {
      range = { minimum: condition[1], maximum: condition[2] };
      continue;
    }
    for (const [name, value, exact] of toMatches(condition)) {
      covered.add(name);
      const given = fields.get(name) ?? '';
      if (exact ? given !== value : !given.startsWith(value)) {
        throw accessDenied('Invalid according to Policy: Policy Condition failed');
      }
    }
  }
  for (const name of fields.keys()) {
    if (!covered.has(name) && name !== 'bucket' && !name.startsWith('x-ignore-')) {
      throw accessDenied('Invalid according to Policy: Extra input fields');
    }
  }
  return range;
}

/** A condition as name, value, and whether the field must be that value or only begin with it. */
function toMatches(condition: Policy['conditions'][number]): (readonly [string, string, boolean])[] {
  if (!Array.isArray(condition)) {
    return Object.entries(condition).map(([name, value]) => [name.toLowerCase(), value, true] as const);
  }
  const [kind, name, value] = condition;
  return kind === 'content-length-range' ? [] : [[name.slice(1).toLowerCase(), value, kind === 'eq'] as const];
}
