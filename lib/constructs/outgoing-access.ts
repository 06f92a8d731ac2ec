import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { Settings } from '../../contracts/settings.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Lets a function send mails, in the name of `mail.from` alone. SES checks the identity that vouches for the sender: the address
 * or its domain, whichever was verified.
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policy-examples.html
 */
export function grantMail(fn: NodeFunction, { mail }: Settings): void {
  // An installation that sends no mail needs no permission for it.
  if (mail.from === '') return;
  const identity = (resourceName: string) => Arn.format({ service: 'ses', resource: 'identity', resourceName }, Stack.of(fn));
  const domain = mail.from.slice(mail.from.lastIndexOf('@') + 1);
  fn.allow(['ses:SendEmail'], [identity(mail.from), identity(domain)], { StringEquals: { 'ses:FromAddress': mail.from } });
}

/** Lets a function read the keys of the storage destination, where there is one. */
export function grantStorageKeys(fn: NodeFunction, { storage }: Settings): void {
  if (!storage.enabled) return;
  // Secrets Manager puts six characters of its own behind a secret's name.
  const resourceName = `${storage.secret_name}-??????`;
  const secret = Arn.format(
    { service: 'secretsmanager', resource: 'secret', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    Stack.of(fn),
  );
  fn.allow(['secretsmanager:GetSecretValue'], [secret]);
}
