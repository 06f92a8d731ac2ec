import * as z from 'zod/mini';
import { limits } from './limits.ts';

/** The languages mails are written in. */
export const mailLanguages = ['en', 'de'] as const;

/** A language mails are written in. */
export type MailLanguage = (typeof mailLanguages)[number];

const positive = z.int().check(z.gte(1));
const flag = z.boolean();

/** A mail address without a name before it: one that could hold more than an address has no place in a mail's head. */
const mailAddress = z.email().check(
  z.maxLength(limits.mailCharacters),
  z.refine((text) => !/[\s,;:<>()"\\]/.test(text)),
);

/** Addresses separated by commas; an empty text is none. SES takes 50 recipients a mail. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const mailAddresses = z.string().check(
  z.refine((text) => {
    const addresses = splitAddresses(text);
    return addresses.length <= 50 && addresses.every((address) => mailAddress.safeParse(address).success);
  }),
);

/**
 * The settings of an installation, by section. Sections and keys are those of the seeds where the seeds have them.
 * @see CONTRACT section 11 for the override `DOSSIER__SECTION__KEY`
 */
export const settingsSchema = z.strictObject({
  attachment_scanning: z.strictObject({
    /** Off, as in the seed, until a scanner can be reached. */
    enabled: flag,
    icap_host: z.string().check(z.minLength(1)),
    icap_port: z.int().check(z.gte(1), z.lte(65_535)),
    icap_service: z.string().check(z.regex(/^[A-Za-z0-9_.-]+$/)),
    /** Seconds for one scan as a whole. Below API Gateway's 30 s, so that the caller hears our answer and not the gateway's. */
    icap_timeout: z.int().check(z.gte(1), z.lte(29)),
  }),
  execution: z.strictObject({
    require_manual_request_approval: flag,
    allow_custom_privacy_request_field_collection: flag,
    allow_custom_privacy_request_fields_in_request_execution: flag,
    allow_custom_privacy_request_file_upload: flag,
    /** How long a request waits for its manual answers before it becomes an error a reviewer can retry. At most a Step Functions year. */
    manual_input_timeout_days: z.int().check(z.gte(1), z.lte(360)),
  }),
  rate_limit: z.strictObject({ uploads_per_minute: positive, public_per_minute: positive }),
  attachments: z.strictObject({ unclaimed_ttl_minutes: positive, sweep_interval_seconds: positive }),
  reconciler: z.strictObject({ interval_seconds: positive }),
  /** `link_ttl_hours`: how long the link in a person's mail works. At most a year: a link that never ends is a copy of the data. */
  packages: z.strictObject({ link_ttl_hours: z.int().check(z.gte(1), z.lte(8_760)) }),
  service: z.strictObject({
    /** Where people reach this installation, without a slash at its end: links in mails begin with it. */
    public_url: z.string().check(z.regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/)),
  }),
  mail: z.strictObject({
    /** The sender. Empty: no mail is sent, and the log of each request says so. */
    from: z.union([z.literal(''), mailAddress]),
    /** Who is reminded of due dates, separated by commas; may be empty. */
    reviewers: mailAddresses,
    /** The language of mails. */
    language: z.enum(mailLanguages),
  }),
  /** A second place for finished packages: any store that speaks S3, such as Google Cloud Storage by its interoperable API. */
  storage: z.strictObject({
    /** Off: packages stay in their own bucket alone. */
    enabled: flag,
    /** Over TLS: what goes there is personal data. */
    endpoint: z.string().check(z.regex(/^(https:\/\/[A-Za-z0-9.-]+|http:\/\/(127\.0\.0\.1|localhost))(:\d{1,5})?$/)),
    bucket: z.string().check(z.regex(/^[A-Za-z0-9._-]{3,222}$/)),
    region: z.string().check(z.regex(/^[A-Za-z0-9-]+$/)),
    /** The secret in Secrets Manager that holds `{"access_key_id": …, "secret_access_key": …}` for it. */
    secret_name: z.string().check(z.regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/)),
  }),
});

/** The addresses of a setting that is a list of them. */
export function splitAddresses(text: string): readonly string[] {
  return text.split(',').flatMap((address) => (address.trim() === '' ? [] : [address.trim()]));
}

/** Checked settings. */
export type Settings = z.output<typeof settingsSchema>;

/** One setting's place, such as `execution.require_manual_request_approval`. */
export type SettingPath = {
  [S in keyof Settings & string]: `${S}.${keyof Settings[S] & string}`;
}[keyof Settings & string];

/** Settings that differ from `config/dossier.json`, in one stage or in the local run. */
export type SettingOverrides = { readonly [P in SettingPath]?: SettingValue<P> };

/** The type of the value at a place. */
type SettingValue<P extends SettingPath> = P extends `${infer S}.${infer K}`
  ? S extends keyof Settings
    ? K extends keyof Settings[S]
      ? Settings[S][K]
      : never
    : never
  : never;
