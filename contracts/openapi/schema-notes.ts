import { limits } from '../limits.ts';
import type { JsonSchema } from './document.ts';

/** What the zod schema of a component cannot say: words for it and for its properties, and shapes that are judged item by item. */
export interface SchemaNote {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, string>>;
  /** Keywords that take the place of the generated ones, by property; `''` for the component itself. */
  readonly shapes?: Readonly<Record<string, JsonSchema>>;
}

const keyRule = 'Letters, digits, `_`, `.` and `-`.';
const text = { type: 'string' } as const;

/** Notes by component name. */
export const schemaNotes: Readonly<Record<string, SchemaNote>> = {
  ConnectionInput: {
    properties: {
      key: `${keyRule} Left blank: made from \`name\`. A key that is known updates that connection.`,
      name: 'What people call it. Need not be given where `key` is.',
      connection_type: '`manual_request` is answered by people; `manual_webhook` is another word for it.',
      access: 'Kept and answered; it changes nothing for manual requests.',
      disabled: 'A disabled connection is passed by.',
      secrets:
        'What is needed to reach the system. Kept in the secret store, and never answered but masked; a mask that is sent back leaves the value as it is.',
    },
  },
  ConnectionsInput: { description: `A list of at most ${limits.bulkItems} connections, or one.` },
  Connection: {
    properties: {
      secrets: 'Each secret’s name with a mask, or null where there are none. Never a value.',
      incomplete: 'There on a manual request until its fields are defined.',
    },
  },
  DatasetInput: {
    description: 'What one system holds about people.',
    properties: { fides_key: `${keyRule} Names the rows in the package, and belongs to one connection.` },
  },
  DatasetsInput: {
    description: `A list of at most ${limits.datasetsPerConnection} datasets, or one. What is sent replaces what was there.`,
  },
  CollectionInput: {
    properties: {
      name: 'The table’s name, as the system has it.',
      indexes: 'DynamoDB alone: the index by which the table is asked for a field that is not its key.',
    },
  },
  DatasetFieldInput: {
    properties: {
      name: 'The column’s name, as the system has it.',
      data_categories: 'By these a policy’s `data_categories` choose what is given out.',
      identity: 'The field holds this kind of identity: here the search begins.',
      references:
        'Fields that hold the same values, as `collection.field` of a dataset of this connection. Without a `direction` values lead away from the person.',
      fides_meta: 'Another place for `identity`, `primary_key` and `references`, where Fides has them.',
    },
  },
  FieldInput: {
    properties: {
      pii_field: 'The question as people see it who look the data up. Comes once in the list.',
      dsr_package_label: 'The key in the package. Null or blank: made from `pii_field`. Comes once in the list.',
      data_categories: 'Kept and answered. Manual input is never filtered by them.',
    },
  },
  FieldsInput: { properties: { fields: `The whole list: 1 to ${limits.fieldsPerManualRequest} fields.` } },
  PolicyInput: {
    properties: {
      key: `${keyRule} Left blank: made from \`name\`.`,
      action_type: 'Manual requests hold access requests only; an erasure request passes them by.',
      execution_timeframe_days: 'Days in which a request has to be answered.',
      data_categories:
        'Fields of automatic sources with one of these categories, or one below it, are given out. Null: all. Manual input is never filtered.',
    },
  },
  PoliciesInput: { description: `A list of at most ${limits.bulkItems} policies, or one.` },
  CustomFieldDefinitionInput: { description: 'One field of the form. A `file` field takes files; `max_size_bytes` is for each of them.' },
  PrivacyRequestInput: {
    properties: {
      identity: 'Whose data is asked for. At least one kind.',
      policy_key: 'What is asked for.',
      property_id: 'Where it is asked from. Left out: the default property.',
      custom_privacy_request_fields: `Answers to the form, by field key. The value of a file field is a list of attachment ids: at most ${limits.filesPerField} in a field and ${limits.filesPerRequest} in a request.`,
      external_id: 'Your own id of the request.',
      location: 'Where the person lives.',
    },
    shapes: {
      identity: {
        type: 'object',
        minProperties: 1,
        properties: {
          email: text,
          phone_number: { type: 'string', description: 'In E.164 form, such as +4930123456.' },
          name: text,
          external_id: text,
        },
        additionalProperties: false,
      },
      custom_privacy_request_fields: {
        type: ['object', 'null'],
        additionalProperties: {
          type: 'object',
          properties: { label: text, value: { description: 'Text, a list of texts, or a list of attachment ids.' } },
          required: ['value'],
        },
      },
    },
  },
  PrivacyRequestsInput: { description: `1 to ${limits.bulkItems} privacy requests.` },
  ReviewInput: { properties: { request_ids: `1 to ${limits.bulkItems} ids.`, reason: 'Kept with the request.' } },
  DenyInput: { properties: { request_ids: `1 to ${limits.bulkItems} ids.`, reason: 'Why. A denial needs a reason.' } },
  ManualInputInput: {
    description: `What was found, by label. Omitted labels are null; \`{}\` confirms that nothing was found. Each value has at most ${limits.manualValueCharacters} characters, all of them together at most ${limits.manualInputBytes} bytes.`,
    shapes: { '': { type: 'object', additionalProperties: { type: ['string', 'null'], maxLength: limits.manualValueCharacters } } },
  },
  ManualInput: {
    properties: {
      checked: 'Whether the input covers the fields as they are now.',
      definition_changed: 'Whether the fields have changed since the input was entered.',
    },
  },
  PrivacyRequest: {
    properties: {
      days_left: 'Whole days until the request is due, by UTC dates; negative once it is overdue.',
      resume_endpoint: 'Where to resume; only while manual input is awaited.',
      waiting_for: 'Keys of the connections whose input is missing; only while manual input is awaited.',
      reason: 'Why it was denied or canceled.',
      failure: 'Why it failed; only in status `error`.',
    },
  },
  PublicPrivacyRequest: { description: 'A privacy request as anybody may see it: without identity and custom fields.' },
  BulkFailure: {
    description: 'One item that could not be done.',
    properties: { message: 'Why.', index: 'Which item of the call, counted from 0.', data: 'Its keys and ids; no personal value.' },
  },
  LogEntry: { properties: { actor: 'The client or person who did it, `data_subject`, or `system`.' } },
  AccessResults: { properties: { access_result_urls: `Links that need no token and work for ${limits.downloadLinkSeconds} seconds.` } },
  Problem: {
    description: 'An error (RFC 9457). No value that was sent is ever repeated.',
    properties: {
      type: 'Where the code is explained.',
      title: 'The kind of problem in short.',
      detail: 'What is wrong here, as a sentence.',
      code: 'A stable word for programs.',
      request_id: 'The id under which the log knows this call.',
      errors: 'Each place that is wrong.',
    },
  },
};
