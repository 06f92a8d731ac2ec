import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/**
 * One line of the access log, by the gateway's variables. No address, no user agent, no query string, no claim: none of them is
 * needed to run the service, and each is personal data or can hold some. Nor the path: `$default` takes whatever somebody types.
 * The route key says which endpoint it was; ids of requests are in the function's own log, under the same `requestId`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const accessLogLine = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integration.error',
  errorType: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
} as const;

/** What the stage is made of. */
export interface ApiStageProps {
  readonly api: HttpApi;
  readonly accessLog: ILogGroup;
  readonly throttle: StageSettings['throttle'];
}

/** The one deployed stage of the API: throttled as a whole, with metrics per route and an access log without personal data. */
export class ApiStage extends HttpStage {
  constructor(scope: Construct, id: string, { api, accessLog, throttle }: ApiStageProps) {
    super(scope, id, {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
  }
}
