import type { BuildOptions } from 'esbuild';

/**
 * How a function is bundled: the SDK too, so that the version tested is the version that runs. CommonJS, since it loads faster:
 * 60 ms against 78 ms for an ES module, p50 of 25 processes on Node 24.21, of a 406 KB bundle with DynamoDB, Step Functions, middy,
 * Powertools and zod. CDK's NodejsFunction and `npm run bench` are told the same.
 */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: 'warning',
  // In CommonJS import.meta is empty: code that asks for it must fail here and not on AWS.
  logOverride: { 'empty-import-meta': 'error' },
  // From the project's folder. The SDK's own chain of providers is 110 KB to 135 KB of a bundle, and 10 ms to 14 ms of its load.
  alias: { '@aws-sdk/credential-provider-node': './lambdas/runtime/function-credentials.ts' },
} as const satisfies BuildOptions;
