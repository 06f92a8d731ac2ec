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
  // Modules of ours in the place of packages; paths from the project's folder.
  alias: {
    '@aws-sdk/credential-provider-node': './lambdas/runtime/function-credentials.ts',
    debug: './lambdas/runtime/no-debug.ts',
  },
} as const satisfies BuildOptions;
