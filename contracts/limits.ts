/**
 * Every number a caller can run into, each with its source. Bytes are bytes, counts are counts.
 * @see CONTRACT sections 1, 3, 6, 8, 10
 */
export const limits = {
  /** Items of one bulk call (CONTRACT 1). */
  bulkItems: 50,
  /** Fields of one manual request (CONTRACT 3). */
  fieldsPerManualRequest: 100,
  /** Characters of a field's name or label (CONTRACT 3). */
  fieldNameCharacters: 200,
  /** Characters of a connection's name or key. */
  nameCharacters: 200,
  /** Characters of a description or of a reason. */
  textCharacters: 2_000,
  /** Characters of one manual answer (CONTRACT 8). */
  manualValueCharacters: 100_000,
  /** UTF-8 bytes of all answers of one manual input (CONTRACT 8): it fits DynamoDB's 400 KB item with room for its own fields. */
  manualInputBytes: 350_000,
  /** UTF-8 bytes of one JSON body (CONTRACT 10). */
  jsonBodyBytes: 1_000_000,
  /** Attachments of one file field and of one request (CONTRACT 10). */
  filesPerField: 10,
  filesPerRequest: 20,
  /** Characters of an `Idempotency-Key` (CONTRACT 7). */
  idempotencyKeyCharacters: 255,
  /** Characters of a mail address: RFC 5321's path of 256 octets less its angle brackets. */
  mailCharacters: 254,
  /** Characters of one answer of a form; long enough for a page of text, small enough for the item. */
  answerCharacters: 10_000,
  /** Options of one select field, which is more than anybody reads. */
  optionsPerField: 200,
  /** Days a policy may give for an answer: a year. */
  timeframeDays: 365,
  /** How long an `Idempotency-Key` answers the same (CONTRACT 7). */
  idempotencySeconds: 86_400,
  /** Rows of one page (CONTRACT 1). */
  pageSize: 100,
  pageSizeDefault: 50,
  /** The number of a page: beyond it nothing can be, and products of it stay exact. */
  pageNumber: 1_000_000,
  /** Bytes of a connection's secrets. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
  secretBytes: 65_536,
  /** Characters of a threat's name, as the scanner gives it. */
  threatCharacters: 200,
  /** Seconds a download link works (CONTRACT 7, 9). */
  downloadLinkSeconds: 60,
  /** Bytes API Gateway carries at all, as the whole body. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
  gatewayBodyBytes: 10_485_760,
  /** Bytes of one synchronous Lambda event, after base64. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  lambdaEventBytes: 6_291_456,
  /** Bytes of what a function answers. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  lambdaAnswerBytes: 6_291_456,
  /** Bytes of the requests in one answer, as they count in it: that, with room for what stands around them. */
  answerBytes: 6_000_000,
  /** Bytes of a multipart body that surely fit a Lambda event after base64 (CONTRACT 6). */
  multipartBodyBytes: 4_500_000,
  /** Bytes of one attachment by the direct route, whatever the field says (CONTRACT 6). */
  attachmentBytes: 104_857_600,
  /** Seconds the form of a direct upload works (CONTRACT 6). */
  directUploadSeconds: 300,
  /** Characters of a file's display name (CONTRACT 6). */
  fileNameCharacters: 255,
  /** Datasets of one connection, and what each can hold (docs/decisions/0005). */
  datasetsPerConnection: 10,
  collectionsPerDataset: 100,
  fieldsPerCollection: 500,
  referencesPerField: 20,
  categoriesPerField: 50,
  /** Indexes of a DynamoDB table: 20 global ones by default. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
  indexesPerCollection: 20,
  /** Characters of a dataset's, a collection's or a field's name. */
  sourceNameCharacters: 200,
  /** UTF-8 bytes of all datasets of one connection, as JSON: they fit DynamoDB's 400 KB item. */
  datasetBytes: 350_000,
  /** Keys of one query of an automatic source. */
  keysPerQuery: 100,
  /** Rows one automatic source may give for one request, and their bytes as JSON: far more than one person's, so more is a fault of the dataset. */
  sourceRows: 100_000,
  sourceBytes: 500_000_000,
  /** Bytes of one answer of an `https` source. */
  sourceAnswerBytes: 10_485_760,
  /** Data categories of a policy. */
  categoriesPerPolicy: 100,
} as const;
