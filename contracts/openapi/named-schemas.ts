import type { Schema } from '../routes/route.ts';
import { connectionIn, connectionOut, connectionPage, connectionsAnswer, connectionsIn, connectionTest } from '../schemas/connections.ts';
import {
  collection,
  collectionIn,
  dataset,
  datasetField,
  datasetFieldIn,
  datasetIn,
  datasetsIn,
  datasetsOut,
} from '../schemas/datasets.ts';
import { field } from '../schemas/field.ts';
import { identity } from '../schemas/identity.ts';
import { customFieldDefinition, intakeAction, intakeConfig, intakeProperty } from '../schemas/intake.ts';
import { logEntry, logPage } from '../schemas/log.ts';
import { manualInputIn, manualInputOut } from '../schemas/manual-input.ts';
import { fieldIn, fieldsIn, manualRequestOut, manualRequestPage } from '../schemas/manual-requests.ts';
import { accessResults } from '../schemas/packages.ts';
import { policiesAnswer, policiesIn, policy, policyIn, policyPage } from '../schemas/policies.ts';
import { bulkFailure } from '../schemas/primitives.ts';
import { attachedFile, customFieldOut, publicRequestOut, requestOut } from '../schemas/privacy-requests.ts';
import { problemOut, tokenProblemOut } from '../schemas/problem.ts';
import { denyIn, requestPage, reviewAnswer, reviewIn } from '../schemas/reviews.ts';
import { health } from '../schemas/service.ts';
import { submissionIn, submissionsAnswer, submissionsIn } from '../schemas/submissions.ts';
import { tokenOut } from '../schemas/token.ts';

/** Schemas of requests that stand under `components` by a name of their own. Any other schema of a route is written in place. */
export const namedRequestSchemas: Readonly<Record<string, Schema>> = {
  ConnectionInput: connectionIn,
  ConnectionsInput: connectionsIn,
  DatasetInput: datasetIn,
  DatasetsInput: datasetsIn,
  CollectionInput: collectionIn,
  DatasetFieldInput: datasetFieldIn,
  FieldInput: fieldIn,
  FieldsInput: fieldsIn,
  PolicyInput: policyIn,
  PoliciesInput: policiesIn,
  IntakeConfigInput: intakeConfig,
  IntakePropertyInput: intakeProperty,
  IntakeActionInput: intakeAction,
  CustomFieldDefinitionInput: customFieldDefinition,
  PrivacyRequestInput: submissionIn,
  PrivacyRequestsInput: submissionsIn,
  ReviewInput: reviewIn,
  DenyInput: denyIn,
  ManualInputInput: manualInputIn,
};

/** Schemas of answers that stand under `components` by a name of their own. */
export const namedResponseSchemas: Readonly<Record<string, Schema>> = {
  Problem: problemOut,
  TokenProblem: tokenProblemOut,
  BulkFailure: bulkFailure,
  Connection: connectionOut,
  ConnectionPage: connectionPage,
  ConnectionsAnswer: connectionsAnswer,
  ConnectionTest: connectionTest,
  Dataset: dataset,
  Datasets: datasetsOut,
  Collection: collection,
  DatasetField: datasetField,
  Field: field,
  ManualRequest: manualRequestOut,
  ManualRequestPage: manualRequestPage,
  Policy: policy,
  PolicyPage: policyPage,
  PoliciesAnswer: policiesAnswer,
  IntakeConfig: intakeConfig,
  IntakeProperty: intakeProperty,
  IntakeAction: intakeAction,
  CustomFieldDefinition: customFieldDefinition,
  PublicPrivacyRequest: publicRequestOut,
  SubmissionAnswer: submissionsAnswer,
  PrivacyRequest: requestOut,
  PrivacyRequestPage: requestPage,
  ReviewAnswer: reviewAnswer,
  Identity: identity,
  CustomField: customFieldOut,
  AttachedFile: attachedFile,
  LogEntry: logEntry,
  LogPage: logPage,
  ManualInput: manualInputOut,
  AccessResults: accessResults,
  Health: health,
  Token: tokenOut,
};
