import type { FunctionName } from '../contracts/functions.ts';

/** What it means to people when a function fails: the sentence its alarm opens with. */
export const impacts: Readonly<Record<FunctionName, string>> = {
  'manage-connections': 'Administrators can’t change connections or the fields of manual requests.',
  'manage-policies': 'Administrators can’t change policies.',
  'configure-intake': 'The intake form can’t load what people can ask for.',
  'submit-privacy-request': 'People can’t submit privacy requests.',
  'review-privacy-requests': 'Reviewers can’t see or decide requests, nor download packages.',
  'enter-manual-input': 'Reviewers can’t enter what they found, so requests keep waiting.',
  'describe-service': 'Health checks fail, and unknown addresses get no proper answer.',
  'issue-token': 'Programs can’t get tokens, so none of their calls is let in.',
  'check-manual-input': 'Approved requests end in error before anybody is asked for input.',
  'require-input': 'Requests that need manual input end in error instead of waiting for it.',
  'collect-source': 'Requests end in error, since an automatic source can’t be read.',
  'build-package': 'Requests whose data is complete end in error instead of being delivered.',
  'complete-request': 'Finished requests aren’t marked complete: no mail goes, and nobody can download the package.',
  'deliver-package': 'People can’t download their data by the link in their mail.',
  'remind-reviewers': 'Reviewers aren’t reminded of requests that are due.',
  'record-failure': 'Requests that failed look alive until the reconciler finds them.',
  'upload-attachment': 'People can’t attach files to their requests.',
  'download-attachment': 'Reviewers can’t see the files that prove who asks.',
  'scan-attachment': 'No file can be checked, so every upload is refused.',
  'sweep-attachments': 'Uploads nobody claimed are kept longer than people were told.',
  'reconcile-requests': 'Requests that died half way stay as they are, and deleted ones keep their data.',
};
