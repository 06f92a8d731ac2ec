import { Stack } from 'aws-cdk-lib';
import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { DeskConfig } from '../../contracts/desk-config.ts';

/**
 * What runs at the edge before a page is served: it finds the file of an address, and answers `/admin/config.json` by itself, so that no
 * file has to be written beside those of the pages.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export class PagesRewrite extends Construct {
  readonly function: EdgeFunction;

  constructor(scope: Construct, id: string, { name, desk }: { readonly name: string; readonly desk: DeskConfig }) {
    super(scope, id);
    this.function = new EdgeFunction(this, 'function', {
      functionName: name,
      comment: 'Dossier: the file of an address',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(`var desk = ${Stack.of(this).toJsonString(desk)};\n${code}`),
    });
  }
}

const code = `function handler(event) {
  var request = event.request;
  if (request.uri === '/admin') return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: '/admin/' } } };
  if (request.uri === '/admin/config.json') {
    return {
      statusCode: 200,
      statusDescription: 'OK',
      headers: { 'content-type': { value: 'application/json' }, 'cache-control': { value: 'no-store' } },
      body: { encoding: 'text', data: JSON.stringify(desk) },
    };
  }
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}
`;
