import { CfnOutput } from 'aws-cdk-lib';
import { HttpApi, type HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';

/** What people's mail programs and apps call. Who may is in the signed token of each request. */
export class PublicApi extends Construct {
  /** Where links in messages begin, without a slash at the end. */
  readonly url: string;
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string, { names, settings }: AppContext) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: names.bus,
      description: 'Unsubscribe links and the in-app inbox',
      createDefaultStage: false,
    });
    this.#api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
    });
    const domain = settings.api?.domain;
    this.url = domain ? `https://${domain}` : this.#api.apiEndpoint;
    new CfnOutput(this, 'Url', { value: this.url });
  }

  route(path: string, methods: readonly HttpMethod[], name: string, handler: Lambda): void {
    const integration = new HttpLambdaIntegration(name, handler);
    this.#api.addRoutes({ path, methods: [...methods], integration });
  }
}
