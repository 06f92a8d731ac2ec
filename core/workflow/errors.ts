import { workflowErrors } from '../../contracts/workflow.ts';

/** The request was canceled, denied or deleted meanwhile, or another execution owns it: the execution ends quietly. */
export class RequestClosedError extends Error {
  constructor() {
    super('The request is closed, or another execution owns it.');
    this.name = workflowErrors.requestClosed;
  }
}

/** A part was not available: the state is retried. */
export class TryAgainError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = workflowErrors.tryAgain;
  }
}

/** An automatic source cannot be read as it is set up: retrying by itself would not help. The sentence is shown to reviewers. */
export class SourceFailedError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = workflowErrors.sourceFailed;
  }
}
