import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Shows what really moved people. It reads counters and knows nobody. */
export function report(scope: Construct, context: AppContext): Lambda {
  const { names, arns, settings } = context;
  return new VerbFunction(scope, 'Report', context, {
    verb: 'report',
    description: 'A journey’s report: a page behind a signed link, and widgets of CloudWatch dashboards',
    environment: { TOKEN_SECRET: names.tokenSecret, REPORT_OPEN: settings.report?.open ? '1' : '0' },
    data: 'read',
    secrets: true,
    permissions: [allow(['dynamodb:Query'], arns.tallies), allow(['secretsmanager:GetSecretValue'], arns.tokenSecret)],
  }).lambda;
}
