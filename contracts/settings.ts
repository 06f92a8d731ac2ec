import * as z from 'zod/mini';

const positive = z.int().check(z.gte(1));
const flag = z.boolean();

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
  packages: z.strictObject({ link_ttl_hours: positive }),
});

/** Checked settings. */
export type Settings = z.output<typeof settingsSchema>;

/** One setting's place, such as `execution.require_manual_request_approval`. */
export type SettingPath = {
  [S in keyof Settings & string]: `${S}.${keyof Settings[S] & string}`;
}[keyof Settings & string];

/** The type of the value at a place. */
export type SettingValue<P extends SettingPath> = P extends `${infer S}.${infer K}`
  ? S extends keyof Settings
    ? K extends keyof Settings[S]
      ? Settings[S][K]
      : never
    : never
  : never;

/** The environment variable that overrides a setting: `DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL`. */
export function settingVariable(path: SettingPath): string {
  return `DOSSIER__${path.replace('.', '__').toUpperCase()}`;
}
