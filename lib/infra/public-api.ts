import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, type HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { accept } from './review.ts';

/** One access, without who: no path, whose last segment is a person's token, no address, no user agent. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.message',
  }),
);

/** What mail programs, apps, providers and platforms call. Who may is in the token, key or signature of each request. */
export class PublicApi extends Construct {
  /** Where links in messages begin, without a slash at the end. */
  readonly url: string;
  readonly id: string;
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string, { names, settings, key }: AppContext) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: names.bus,
      description: 'Unsubscribe links, preferences, short links, webhooks, in-app inbox, reports, ways in for events',
      createDefaultStage: false,
    });
    this.id = this.#api.apiId;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: names.logs.api,
      encryptionKey: key,
      retention: settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: accessLogFormat },
    });
    const domain = settings.api?.domain;
    this.url = domain ? `https://${domain}` : this.#api.apiEndpoint;
    accept(this, {
      rule: 'AwsSolutions-APIG4',
      on: '2026-11-23',
      because:
        'its callers have no AWS credentials; each request carries a signed token, a key or a signature, which its function ' +
        'checks, and a short link only leads on',
    });
  }

  route(path: string, methods: readonly HttpMethod[], name: string, handler: Lambda): void {
    const integration = new HttpLambdaIntegration(name, handler);
    this.#api.addRoutes({ path, methods: [...methods], integration });
  }
}
