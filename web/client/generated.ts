// Made from the OpenAPI document by `npm run build:client`; a test compares them. Change contracts/, not this file.
import type { NoInput, Operation } from './operation.ts';

/** `ConnectionInput` of the OpenAPI document. */
export type ConnectionInput = {
  readonly key?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly connection_type: 'manual_request' | 'postgres' | 'dynamodb' | 'https' | 'manual_webhook';
  readonly access: 'read' | 'write';
  readonly disabled?: boolean | undefined;
  readonly description?: string | null | undefined;
  readonly secrets?: { readonly [key: string]: string | number | boolean | null } | null | undefined;
};

/** `ConnectionsInput` of the OpenAPI document. */
export type ConnectionsInput = readonly ConnectionInput[] | ConnectionInput;

/** `DatasetInput` of the OpenAPI document. */
export type DatasetInput = {
  readonly fides_key: string;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly collections: readonly CollectionInput[];
};

/** `DatasetsInput` of the OpenAPI document. */
export type DatasetsInput = readonly DatasetInput[] | DatasetInput;

/** `CollectionInput` of the OpenAPI document. */
export type CollectionInput = {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly fields: readonly DatasetFieldInput[];
  readonly indexes?: readonly { readonly name: string; readonly field: string }[] | undefined;
};

/** `DatasetFieldInput` of the OpenAPI document. */
export type DatasetFieldInput = {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly data_categories?: readonly string[] | null | undefined;
  readonly identity?: 'email' | 'phone_number' | 'name' | 'external_id' | null | undefined;
  readonly primary_key?: boolean | null | undefined;
  readonly references?:
    | readonly { readonly dataset: string; readonly field: string; readonly direction?: 'from' | 'to' | null | undefined }[]
    | null
    | undefined;
  readonly fides_meta?:
    | {
        readonly identity?: 'email' | 'phone_number' | 'name' | 'external_id' | null | undefined;
        readonly primary_key?: boolean | null | undefined;
        readonly references?:
          | readonly { readonly dataset: string; readonly field: string; readonly direction?: 'from' | 'to' | null | undefined }[]
          | null
          | undefined;
      }
    | null
    | undefined;
};

/** `FieldInput` of the OpenAPI document. */
export type FieldInput = {
  readonly pii_field: string;
  readonly dsr_package_label?: string | null | undefined;
  readonly types?: readonly 'string'[] | undefined;
  readonly data_categories?: readonly string[] | null | undefined;
};

/** `FieldsInput` of the OpenAPI document. */
export type FieldsInput = { readonly fields: readonly FieldInput[] };

/** `PolicyInput` of the OpenAPI document. */
export type PolicyInput = {
  readonly key?: string | null | undefined;
  readonly name: string;
  readonly action_type: 'access' | 'erasure';
  readonly execution_timeframe_days?: number | undefined;
  readonly data_categories?: readonly string[] | null | undefined;
};

/** `PoliciesInput` of the OpenAPI document. */
export type PoliciesInput = readonly PolicyInput[] | PolicyInput;

/** `IntakeConfigInput` of the OpenAPI document. */
export type IntakeConfigInput = { readonly properties: readonly IntakePropertyInput[] };

/** `IntakePropertyInput` of the OpenAPI document. */
export type IntakePropertyInput = {
  readonly property_id: string;
  readonly name: string;
  readonly default?: boolean | undefined;
  readonly actions: readonly IntakeActionInput[];
};

/** `IntakeActionInput` of the OpenAPI document. */
export type IntakeActionInput = {
  readonly policy_key: string;
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly identity_inputs: {
    readonly email?: 'required' | 'optional' | undefined;
    readonly phone?: 'required' | 'optional' | undefined;
    readonly name?: 'required' | 'optional' | undefined;
  };
  readonly custom_privacy_request_fields?: { readonly [key: string]: CustomFieldDefinitionInput } | undefined;
};

/** `CustomFieldDefinitionInput` of the OpenAPI document. */
export type CustomFieldDefinitionInput =
  | {
      readonly label: string;
      readonly required?: boolean | undefined;
      readonly hidden?: boolean | undefined;
      readonly field_type: 'text' | 'textarea';
      readonly default_value?: string | null | undefined;
    }
  | {
      readonly label: string;
      readonly required?: boolean | undefined;
      readonly hidden?: boolean | undefined;
      readonly field_type: 'select';
      readonly options: readonly string[];
      readonly default_value?: string | null | undefined;
    }
  | {
      readonly label: string;
      readonly required?: boolean | undefined;
      readonly hidden?: boolean | undefined;
      readonly field_type: 'multiselect';
      readonly options: readonly string[];
      readonly default_value?: readonly string[] | null | undefined;
    }
  | {
      readonly label: string;
      readonly required?: boolean | undefined;
      readonly hidden?: boolean | undefined;
      readonly field_type: 'file';
      readonly max_size_bytes?: number | undefined;
      readonly allowed_file_types?:
        | readonly ('pdf' | 'doc' | 'docx' | 'txt' | 'jpg' | 'jpeg' | 'png' | 'xls' | 'xlsx' | 'csv' | 'zip')[]
        | undefined;
    };

/** `PrivacyRequestInput` of the OpenAPI document. */
export type PrivacyRequestInput = {
  readonly identity: {
    readonly email?: string | undefined;
    readonly phone_number?: string | undefined;
    readonly name?: string | undefined;
    readonly external_id?: string | undefined;
  };
  readonly policy_key: string;
  readonly property_id?: string | null | undefined;
  readonly custom_privacy_request_fields?:
    | { readonly [key: string]: { readonly label?: string | undefined; readonly value: unknown } }
    | null
    | undefined;
  readonly external_id?: string | null | undefined;
  readonly location?: string | null | undefined;
};

/** `PrivacyRequestsInput` of the OpenAPI document. */
export type PrivacyRequestsInput = readonly PrivacyRequestInput[];

/** `ReviewInput` of the OpenAPI document. */
export type ReviewInput = { readonly request_ids: readonly string[]; readonly reason?: string | null | undefined };

/** `DenyInput` of the OpenAPI document. */
export type DenyInput = { readonly request_ids: readonly string[]; readonly reason: string };

/** `ManualInputInput` of the OpenAPI document. */
export type ManualInputInput = { readonly [key: string]: string | null };

/** `Problem` of the OpenAPI document. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly { readonly loc: readonly (string | number)[]; readonly msg: string; readonly type: string }[] | undefined;
};

/** `TokenProblem` of the OpenAPI document. */
export type TokenProblem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly { readonly loc: readonly (string | number)[]; readonly msg: string; readonly type: string }[] | undefined;
  readonly error: string;
  readonly error_description?: string | undefined;
};

/** `BulkFailure` of the OpenAPI document. */
export type BulkFailure = { readonly message: string; readonly index: number; readonly data: { readonly [key: string]: string | null } };

/** `Connection` of the OpenAPI document. */
export type Connection = {
  readonly key: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly connection_type: 'manual_request' | 'postgres' | 'dynamodb' | 'https';
  readonly access: 'read' | 'write';
  readonly disabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly secrets: { readonly [key: string]: string } | null;
  readonly incomplete?: true | undefined;
};

/** `ConnectionPage` of the OpenAPI document. */
export type ConnectionPage = {
  readonly items: readonly Connection[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
};

/** `ConnectionsAnswer` of the OpenAPI document. */
export type ConnectionsAnswer = { readonly succeeded: readonly Connection[]; readonly failed: readonly BulkFailure[] };

/** `ConnectionTest` of the OpenAPI document. */
export type ConnectionTest = { readonly test_status: 'succeeded' | 'failed'; readonly failure_reason?: string | undefined };

/** `Dataset` of the OpenAPI document. */
export type Dataset = {
  readonly fides_key: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly collections: readonly Collection[];
};

/** `Datasets` of the OpenAPI document. */
export type Datasets = { readonly connection_key: string; readonly datasets: readonly Dataset[] };

/** `Collection` of the OpenAPI document. */
export type Collection = {
  readonly name: string;
  readonly description: string | null;
  readonly fields: readonly DatasetField[];
  readonly indexes: readonly { readonly name: string; readonly field: string }[];
};

/** `DatasetField` of the OpenAPI document. */
export type DatasetField = {
  readonly name: string;
  readonly description: string | null;
  readonly data_categories: readonly string[] | null;
  readonly identity: 'email' | 'phone_number' | 'name' | 'external_id' | null;
  readonly primary_key: boolean;
  readonly references: readonly { readonly dataset: string; readonly field: string; readonly direction: 'from' | 'to' | null }[];
};

/** `Field` of the OpenAPI document. */
export type Field = {
  readonly pii_field: string;
  readonly dsr_package_label: string;
  readonly types: readonly 'string'[];
  readonly data_categories: readonly string[] | null;
};

/** `ManualRequest` of the OpenAPI document. */
export type ManualRequest = { readonly id: string; readonly fields: readonly Field[]; readonly connection_config: Connection };

/** `ManualRequestPage` of the OpenAPI document. */
export type ManualRequestPage = {
  readonly items: readonly ManualRequest[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
};

/** `Policy` of the OpenAPI document. */
export type Policy = {
  readonly key: string;
  readonly name: string;
  readonly action_type: 'access' | 'erasure';
  readonly execution_timeframe_days: number;
  readonly data_categories: readonly string[] | null;
  readonly created_at: string;
  readonly updated_at: string;
};

/** `PolicyPage` of the OpenAPI document. */
export type PolicyPage = {
  readonly items: readonly Policy[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
};

/** `PoliciesAnswer` of the OpenAPI document. */
export type PoliciesAnswer = { readonly succeeded: readonly Policy[]; readonly failed: readonly BulkFailure[] };

/** `IntakeConfig` of the OpenAPI document. */
export type IntakeConfig = { readonly properties: readonly IntakeProperty[] };

/** `IntakeProperty` of the OpenAPI document. */
export type IntakeProperty = {
  readonly property_id: string;
  readonly name: string;
  readonly default: boolean;
  readonly actions: readonly IntakeAction[];
};

/** `IntakeAction` of the OpenAPI document. */
export type IntakeAction = {
  readonly policy_key: string;
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly identity_inputs: {
    readonly email?: 'required' | 'optional' | undefined;
    readonly phone?: 'required' | 'optional' | undefined;
    readonly name?: 'required' | 'optional' | undefined;
  };
  readonly custom_privacy_request_fields: { readonly [key: string]: CustomFieldDefinition };
};

/** `CustomFieldDefinition` of the OpenAPI document. */
export type CustomFieldDefinition =
  | {
      readonly label: string;
      readonly required: boolean;
      readonly hidden: boolean;
      readonly field_type: 'text' | 'textarea';
      readonly default_value?: string | null | undefined;
    }
  | {
      readonly label: string;
      readonly required: boolean;
      readonly hidden: boolean;
      readonly field_type: 'select';
      readonly options: readonly string[];
      readonly default_value?: string | null | undefined;
    }
  | {
      readonly label: string;
      readonly required: boolean;
      readonly hidden: boolean;
      readonly field_type: 'multiselect';
      readonly options: readonly string[];
      readonly default_value?: readonly string[] | null | undefined;
    }
  | {
      readonly label: string;
      readonly required: boolean;
      readonly hidden: boolean;
      readonly field_type: 'file';
      readonly max_size_bytes: number;
      readonly allowed_file_types: readonly ('pdf' | 'doc' | 'docx' | 'txt' | 'jpg' | 'jpeg' | 'png' | 'xls' | 'xlsx' | 'csv' | 'zip')[];
    };

/** `PublicPrivacyRequest` of the OpenAPI document. */
export type PublicPrivacyRequest = {
  readonly id: string;
  readonly status: 'pending' | 'approved' | 'in_processing' | 'requires_input' | 'complete' | 'denied' | 'canceled' | 'error';
  readonly policy: { readonly key: string; readonly name: string; readonly action_type: 'access' | 'erasure' };
  readonly property_id: string | null;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly due_at: string;
  readonly days_left: number;
  readonly started_processing_at: string | null;
  readonly finished_at: string | null;
  readonly reviewed_at: string | null;
  readonly reviewed_by: string | null;
  readonly resume_endpoint?: string | undefined;
};

/** `SubmissionAnswer` of the OpenAPI document. */
export type SubmissionAnswer = { readonly succeeded: readonly PublicPrivacyRequest[]; readonly failed: readonly BulkFailure[] };

/** `PrivacyRequest` of the OpenAPI document. */
export type PrivacyRequest = {
  readonly id: string;
  readonly status: 'pending' | 'approved' | 'in_processing' | 'requires_input' | 'complete' | 'denied' | 'canceled' | 'error';
  readonly policy: { readonly key: string; readonly name: string; readonly action_type: 'access' | 'erasure' };
  readonly property_id: string | null;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly due_at: string;
  readonly days_left: number;
  readonly started_processing_at: string | null;
  readonly finished_at: string | null;
  readonly reviewed_at: string | null;
  readonly reviewed_by: string | null;
  readonly resume_endpoint?: string | undefined;
  readonly identity?: Identity | undefined;
  readonly custom_privacy_request_fields?: { readonly [key: string]: CustomField } | undefined;
  readonly waiting_for?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
};

/** `PrivacyRequestPage` of the OpenAPI document. */
export type PrivacyRequestPage = {
  readonly items: readonly PrivacyRequest[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
};

/** `ReviewAnswer` of the OpenAPI document. */
export type ReviewAnswer = { readonly succeeded: readonly PrivacyRequest[]; readonly failed: readonly BulkFailure[] };

/** `Identity` of the OpenAPI document. */
export type Identity = {
  readonly email?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly name?: string | undefined;
  readonly external_id?: string | undefined;
};

/** `CustomField` of the OpenAPI document. */
export type CustomField = { readonly label: string; readonly value: string | readonly string[] | readonly AttachedFile[] };

/** `AttachedFile` of the OpenAPI document. */
export type AttachedFile = {
  readonly id: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly scanned: boolean;
  readonly download_url_endpoint: string;
};

/** `LogEntry` of the OpenAPI document. */
export type LogEntry = {
  readonly id: string;
  readonly at: string;
  readonly event:
    | 'submitted'
    | 'approved'
    | 'denied'
    | 'canceled'
    | 'processing_started'
    | 'input_required'
    | 'manual_input_uploaded'
    | 'manual_input_viewed'
    | 'identity_viewed'
    | 'resumed'
    | 'source_collected'
    | 'source_failed'
    | 'package_built'
    | 'package_link_issued'
    | 'package_copied'
    | 'package_mail_sent'
    | 'package_mail_failed'
    | 'package_mail_skipped'
    | 'deadline_reminder'
    | 'attachment_uploaded'
    | 'attachment_downloaded'
    | 'completed'
    | 'failed'
    | 'retried'
    | 'repaired'
    | 'deleted';
  readonly actor: string;
  readonly status?:
    | 'pending'
    | 'approved'
    | 'in_processing'
    | 'requires_input'
    | 'resuming'
    | 'complete'
    | 'denied'
    | 'canceled'
    | 'error'
    | 'deleted'
    | undefined;
  readonly connection_key?: string | undefined;
  readonly attachment_id?: string | undefined;
  readonly message?: string | undefined;
};

/** `LogPage` of the OpenAPI document. */
export type LogPage = {
  readonly items: readonly LogEntry[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
};

/** `ManualInput` of the OpenAPI document. */
export type ManualInput = {
  readonly checked: boolean;
  readonly fields: { readonly [key: string]: string | null };
  readonly uploaded_at: string | null;
  readonly uploaded_by: string | null;
  readonly definition_changed: boolean;
};

/** `AccessResults` of the OpenAPI document. */
export type AccessResults = { readonly access_result_urls: readonly string[] };

/** `Health` of the OpenAPI document. */
export type Health = {
  readonly status: 'ok' | 'degraded';
  readonly checks: { readonly [key: string]: { readonly status: 'ok' | 'failed' | 'off'; readonly detail?: string | undefined } };
};

/** `Token` of the OpenAPI document. */
export type Token = { readonly access_token: string; readonly token_type: 'Bearer'; readonly expires_in: number; readonly scope: string };

/** Create or update connections. */
export const createConnections: Operation<{ readonly body: ConnectionsInput }, ConnectionsAnswer> = {
  method: 'POST',
  path: '/api/v1/connection',
};

/** Create or update connections. */
export const upsertConnections: Operation<{ readonly body: ConnectionsInput }, ConnectionsAnswer> = {
  method: 'PATCH',
  path: '/api/v1/connection',
};

/** List connections. */
export const listConnections: Operation<
  {
    readonly query?:
      | {
          readonly page?: number | undefined;
          readonly size?: number | undefined;
          readonly search?: string | undefined;
          readonly disabled?: 'true' | 'false' | undefined;
          readonly connection_type?: 'manual_request' | 'postgres' | 'dynamodb' | 'https' | 'manual_webhook' | undefined;
        }
      | undefined;
  },
  ConnectionPage
> = { method: 'GET', path: '/api/v1/connection' };

/** Read one connection. */
export const getConnection: Operation<{ readonly path: { readonly key: string } }, Connection> = {
  method: 'GET',
  path: '/api/v1/connection/{key}',
};

/** Delete a connection with its fields, datasets and secrets. */
export const deleteConnection: Operation<{ readonly path: { readonly key: string } }, undefined> = {
  method: 'DELETE',
  path: '/api/v1/connection/{key}',
};

/** Check that a connection can be used. */
export const testConnection: Operation<{ readonly path: { readonly key: string } }, ConnectionTest> = {
  method: 'GET',
  path: '/api/v1/connection/{key}/test',
};

/** Create or replace the datasets of an automatic connection. */
export const defineDatasets: Operation<{ readonly path: { readonly key: string }; readonly body: DatasetsInput }, Datasets> = {
  method: 'PATCH',
  path: '/api/v1/connection/{key}/dataset',
};

/** Read the datasets of an automatic connection. */
export const getDatasets: Operation<{ readonly path: { readonly key: string } }, Datasets> = {
  method: 'GET',
  path: '/api/v1/connection/{key}/dataset',
};

/** Delete the datasets of an automatic connection. */
export const deleteDatasets: Operation<{ readonly path: { readonly key: string } }, undefined> = {
  method: 'DELETE',
  path: '/api/v1/connection/{key}/dataset',
};

/** Create or replace the fields of a manual request. */
export const defineFields: Operation<{ readonly path: { readonly key: string }; readonly body: FieldsInput }, ManualRequest> = {
  method: 'PATCH',
  path: '/api/v1/connection/{key}/access_manual_request',
};

/** Create the fields of a manual request. */
export const createFields: Operation<{ readonly path: { readonly key: string }; readonly body: FieldsInput }, ManualRequest> = {
  method: 'POST',
  path: '/api/v1/connection/{key}/access_manual_request',
};

/** Read the fields of a manual request. */
export const getFields: Operation<{ readonly path: { readonly key: string } }, ManualRequest> = {
  method: 'GET',
  path: '/api/v1/connection/{key}/access_manual_request',
};

/** Delete the fields of a manual request. */
export const deleteFields: Operation<{ readonly path: { readonly key: string } }, undefined> = {
  method: 'DELETE',
  path: '/api/v1/connection/{key}/access_manual_request',
};

/** List all enabled manual requests that have fields. */
export const listFields: Operation<
  { readonly query?: { readonly page?: number | undefined; readonly size?: number | undefined } | undefined },
  ManualRequestPage
> = { method: 'GET', path: '/api/v1/access_manual_request' };

/** List policies. */
export const listPolicies: Operation<
  { readonly query?: { readonly page?: number | undefined; readonly size?: number | undefined } | undefined },
  PolicyPage
> = { method: 'GET', path: '/api/v1/dsr/policy' };

/** Create or update policies. */
export const upsertPolicies: Operation<{ readonly body: PoliciesInput }, PoliciesAnswer> = { method: 'PATCH', path: '/api/v1/dsr/policy' };

/** Read what people can ask for, and the form that asks it. */
export const getIntakeConfig: Operation<{ readonly query?: { readonly property_id?: string | undefined } | undefined }, IntakeConfig> = {
  method: 'GET',
  path: '/api/v1/privacy-center/config',
};

/** Replace the intake configuration. */
export const replaceIntakeConfig: Operation<{ readonly body: IntakeConfigInput }, IntakeConfig> = {
  method: 'PUT',
  path: '/api/v1/privacy-center/config',
};

/** Upload a file. */
export const uploadAttachment: Operation<NoInput, { readonly id: string }> = { method: 'POST', path: '/api/v1/privacy-request/attachment' };

/** Open an upload for a file too large for a form. */
export const openDirectUpload: Operation<
  {
    readonly body: {
      readonly policy_key: string;
      readonly field_name: string;
      readonly property_id?: string | null | undefined;
      readonly file_name: string;
      readonly size_bytes: number;
    };
  },
  {
    readonly id: string;
    readonly upload: { readonly url: string; readonly fields: { readonly [key: string]: string }; readonly expires_at: string };
  }
> = { method: 'POST', path: '/api/v1/privacy-request/attachment/direct' };

/** Check a file that was sent directly. */
export const completeDirectUpload: Operation<{ readonly path: { readonly id: string } }, { readonly id: string }> = {
  method: 'POST',
  path: '/api/v1/privacy-request/attachment/{id}/complete',
};

/** Delete an upload that no request has claimed. */
export const deleteAttachment: Operation<
  { readonly path: { readonly id: string }; readonly header?: { readonly 'X-Upload-Token'?: string | undefined } | undefined },
  undefined
> = { method: 'DELETE', path: '/api/v1/privacy-request/attachment/{id}' };

/** Submit privacy requests. */
export const submitPrivacyRequests: Operation<
  { readonly header?: { readonly 'Idempotency-Key'?: string | undefined } | undefined; readonly body: PrivacyRequestsInput },
  SubmissionAnswer
> = { method: 'POST', path: '/api/v1/privacy-request' };

/** List privacy requests. */
export const listPrivacyRequests: Operation<
  {
    readonly query?:
      | {
          readonly page?: number | undefined;
          readonly size?: number | undefined;
          readonly id?: string | undefined;
          readonly status?:
            | readonly ('pending' | 'approved' | 'in_processing' | 'requires_input' | 'complete' | 'denied' | 'canceled' | 'error')[]
            | 'pending'
            | 'approved'
            | 'in_processing'
            | 'requires_input'
            | 'complete'
            | 'denied'
            | 'canceled'
            | 'error'
            | undefined;
          readonly created_gt?: string | undefined;
          readonly created_lt?: string | undefined;
          readonly policy_key?: string | undefined;
          readonly property_id?: string | undefined;
          readonly identity?: string | undefined;
          readonly is_overdue?: 'true' | 'false' | undefined;
          readonly sort_direction?: 'asc' | 'desc' | undefined;
        }
      | undefined;
  },
  PrivacyRequestPage
> = { method: 'GET', path: '/api/v1/privacy-request' };

/** Approve requests. */
export const approvePrivacyRequests: Operation<{ readonly body: ReviewInput }, ReviewAnswer> = {
  method: 'PATCH',
  path: '/api/v1/privacy-request/administrate/approve',
};

/** Deny requests, with a reason. */
export const denyPrivacyRequests: Operation<{ readonly body: DenyInput }, ReviewAnswer> = {
  method: 'PATCH',
  path: '/api/v1/privacy-request/administrate/deny',
};

/** Cancel open requests. */
export const cancelPrivacyRequests: Operation<{ readonly body: ReviewInput }, ReviewAnswer> = {
  method: 'PATCH',
  path: '/api/v1/privacy-request/administrate/cancel',
};

/** Read one request. */
export const getPrivacyRequest: Operation<{ readonly path: { readonly id: string } }, PrivacyRequest> = {
  method: 'GET',
  path: '/api/v1/privacy-request/{id}',
};

/** Delete a request and all it holds. */
export const deletePrivacyRequest: Operation<{ readonly path: { readonly id: string } }, undefined> = {
  method: 'DELETE',
  path: '/api/v1/privacy-request/{id}',
};

/** Note that somebody looked at the identity of a request. */
export const logIdentityView: Operation<{ readonly path: { readonly id: string } }, undefined> = {
  method: 'POST',
  path: '/api/v1/privacy-request/{id}/identity-view',
};

/** Read what happened to a request. */
export const readRequestLog: Operation<
  {
    readonly path: { readonly id: string };
    readonly query?: { readonly page?: number | undefined; readonly size?: number | undefined } | undefined;
  },
  LogPage
> = { method: 'GET', path: '/api/v1/privacy-request/{id}/log' };

/** Retry a request that failed. */
export const retryPrivacyRequest: Operation<{ readonly path: { readonly id: string } }, PrivacyRequest> = {
  method: 'POST',
  path: '/api/v1/privacy-request/{id}/retry',
};

/** Get a link to the finished package. */
export const getAccessResults: Operation<{ readonly path: { readonly id: string } }, AccessResults> = {
  method: 'GET',
  path: '/api/v1/privacy-request/{id}/access-results',
};

/** Get a link to a file of a request. */
export const linkAttachment: Operation<
  { readonly path: { readonly id: string; readonly attachment_id: string } },
  { readonly url: string }
> = { method: 'GET', path: '/api/v1/privacy-request/{id}/attachment/{attachment_id}' };

/** Enter what was found in one manual connection. */
export const uploadManualInput: Operation<
  { readonly path: { readonly id: string; readonly key: string }; readonly body: ManualInputInput },
  ManualInput
> = { method: 'PATCH', path: '/api/v1/privacy-request/{id}/access_manual_request/{key}' };

/** Read what was entered for one manual connection. */
export const viewManualInput: Operation<{ readonly path: { readonly id: string; readonly key: string } }, ManualInput> = {
  method: 'GET',
  path: '/api/v1/privacy-request/{id}/access_manual_request/{key}',
};

/** Resume a request once all manual input is in. */
export const resumePrivacyRequest: Operation<{ readonly path: { readonly id: string } }, PrivacyRequest> = {
  method: 'POST',
  path: '/api/v1/privacy-request/{id}/resume_from_requires_input',
};

/** Download the finished package by the link of the mail. */
export const openAccessPackage: Operation<
  { readonly path: { readonly id: string }; readonly query?: { readonly token?: string | undefined } | undefined },
  undefined
> = { method: 'GET', path: '/api/v1/privacy-request/{id}/access-package' };

/** Tell whether the service and its parts work. */
export const checkHealth: Operation<NoInput, Health> = { method: 'GET', path: '/health' };

/** This API as an OpenAPI 3.1 document. */
export const getOpenapiDocument: Operation<NoInput, { readonly [key: string]: unknown }> = { method: 'GET', path: '/api/v1/openapi.json' };

/** This API as a page to read. */
export const readApiPage: Operation<NoInput, undefined> = { method: 'GET', path: '/docs' };

/** Get a bearer token for a client. */
export const issueToken: Operation<NoInput, Token> = { method: 'POST', path: '/api/v1/oauth/token' };
