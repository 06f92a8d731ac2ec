import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../core/clock.ts';
import type { RequestStore } from '../../core/privacy-requests/ports.ts';
import { attachedFiles } from './requests/attached-files.ts';
import { createRequest, findSubmitted } from './requests/create-request.ts';
import { forget, markDeleted, purge } from './requests/delete-request.ts';
import { findRequest, findTaskToken } from './requests/find-request.ts';
import { idsByStatus, listRequests } from './requests/list-requests.ts';
import { findManualInput, manualInputs, saveManualInput } from './requests/manual-inputs.ts';
import { appendLog, readLog } from './requests/request-log.ts';
import { findSource, saveSource, sources } from './requests/sources.ts';
import { transitionRequest } from './requests/transition-request.ts';

/**
 * Keeps privacy requests in the requests table: one partition a request, holding the request, its manual input and its log.
 * @param name - The table's name.
 */
export function createRequestStore(client: DynamoDBDocumentClient, name: string, clock: Clock): RequestStore {
  const table = { client, name };
  return {
    create: createRequest(table),
    findSubmitted: findSubmitted(table),
    attachedFiles: attachedFiles(table),
    find: findRequest(table),
    findTaskToken: findTaskToken(table),
    transition: transitionRequest(table, clock),
    list: listRequests(table),
    idsByStatus: idsByStatus(table),
    saveManualInput: saveManualInput(table),
    findManualInput: findManualInput(table),
    manualInputs: manualInputs(table),
    saveSource: saveSource(table),
    findSource: findSource(table),
    sources: sources(table),
    appendLog: appendLog(table),
    readLog: readLog(table),
    markDeleted: markDeleted(table, clock),
    purge: purge(table),
    forget: forget(table),
  };
}
