/** Cases an emulator can't pass, by a part of their names, and why. A name that no case has any more fails the run. */
export const leftOutCases: readonly { readonly reason: string; readonly cases: readonly string[] }[] = [
  {
    reason:
      'API Gateway’s authorizer answers 401 and 403 by itself, as {"message": …} and not as problem details, here as on AWS. check-authorizer.ts looks at the statuses.',
    cases: [
      'a route that needs a scope refuses ',
      'hides whether a thing is there from a caller without the scope',
      'a token with ',
      'a token counts in the Authorization header only',
      'shows the file to nobody without the scope, and to no stranger at all',
      'gives the scopes that are asked for and no others',
    ],
  },
  {
    reason: 'MiniStack replaces what is not UTF-8 in a text body before the function sees it.',
    cases: ['text that is not UTF-8 is answered request.malformed by '],
  },
  {
    reason: 'MiniStack decodes the path before it looks for the route, and half an escape is a character to it.',
    cases: ['a name in a path with half a character', 'a name in a path with half an escape', 'is 404: /api/v1/connection%2Fx'],
  },
  {
    reason: 'Whether calls at once meet is a matter of time: MiniStack starts a process for each, which takes longer than the call.',
    cases: ['lets one of many calls at once through; the others hear of it, or get the same answer'],
  },
  {
    reason: 'MiniStack gives the answer another id than the event.',
    cases: ['answers carry the id of the call'],
  },
  {
    reason: 'MiniStack checks no signature of links to S3.',
    cases: ['is not had by a link that was changed, nor by another method'],
  },
  {
    reason: 'MiniStack’s Cognito answers a client without a secret with 401 invalid_client, where the service looks for 400.',
    cases: ['refuses a client that says nothing of itself, or half of it'],
  },
];
