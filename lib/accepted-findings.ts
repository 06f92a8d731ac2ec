/**
 * Findings of cdk-nag that are accepted wherever they come up in a stage, each with the reason. What is right in one place only is
 * accepted there (`acknowledge`). A rule about permissions is never accepted here.
 */
export const acceptedFindings: Readonly<Record<string, string>> = {
  'Serverless-LambdaDLQ':
    'Calls and tasks of the workflow are answered to their caller, who tries again; what the clock starts has a dead-letter queue.',
  'NIST.800.53.R5-LambdaDLQ':
    'Calls and tasks of the workflow are answered to their caller, who tries again; what the clock starts has a dead-letter queue.',
  'Serverless-LambdaTracing':
    'The workflow is traced, and a call is followed through the logs by its id; traces of calls would hold addresses with ids of people’s requests.',
  'NIST.800.53.R5-LambdaConcurrency':
    'The API is throttled as a whole and by address, which bounds what runs at once; a reserve for each function would starve the others.',
  'NIST.800.53.R5-LambdaInsideVPC':
    'These functions speak to AWS alone, over TLS and by their own roles; a network of ours would add endpoints to pay and nothing to close.',
  'NIST.800.53.R5-IAMNoInlinePolicy':
    'Each role has the one policy that is its own and goes with it; a shared one would give to all what one of them needs.',
  'NIST.800.53.R5-CloudWatchLogGroupEncrypted':
    'Logs hold ids, codes and times, no names, tokens or answers; CloudWatch encrypts them with a key of its own.',
};
