import { Aws, CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { AppContext } from './app-context.ts';
import type { EmailSending } from './email-sending.ts';
import { reportDashboardName } from './names.ts';
import type { PublicApi } from './public-api.ts';

export interface Deployed {
  readonly email: EmailSending;
  readonly api: PublicApi;
  readonly alarms: Alarms;
}

/** What `cdk deploy` prints at the end: where everything is, and the commands that come next. */
export function nextSteps(scope: Construct, { names, settings }: AppContext, { email, api, alarms }: Deployed): void {
  const console = `https://${Aws.REGION}.console.aws.amazon.com`;
  const say = (id: string, value: string, description: string) => new CfnOutput(scope, id, { value, description });
  say('BusName', names.bus, 'Apps publish events here');
  say('ApiUrl', api.url, 'Links in messages begin with this; apps read GET /inbox and POST /events here');
  say(
    'DashboardUrl',
    `${console}/cloudwatch/home#dashboards/dashboard/${names.bus}`,
    'Whether it works and what it costs',
  );
  say(
    'ReportsUrl',
    `${console}/cloudwatch/home#dashboards/dashboard/${reportDashboardName(names)}`,
    'What really moved people; npx polyphony report-link gives somebody a page of it',
  );
  say('AlarmsTopic', alarms.topic.topicArn, 'Alarms arrive here');
  const event = {
    EventBusName: names.bus,
    Source: 'app',
    DetailType: 'profile.updated',
    Detail: JSON.stringify({ userId: 'you', email: 'you@example.com' }),
  };
  say(
    'Next1CheckSender',
    `aws sesv2 get-email-identity --email-identity ${email.identity} --query VerifiedForSendingStatus`,
    'Must say true before an email can leave',
  );
  say('Next2PublishEvent', `aws events put-events --entries '${JSON.stringify([event])}'`, 'Tells who you are');
  say(
    'Next3SeeIt',
    `aws dynamodb get-item --table-name ${names.peopleTable} --key '{"pk":{"S":"USER#you"},"sk":{"S":"PROFILE"}}'`,
    'What was kept of it',
  );
  if (!settings.alarms?.email) {
    say(
      'Next4HearAlarms',
      `aws sns subscribe --topic-arn ${alarms.topic.topicArn} --protocol email --notification-endpoint you@example.com`,
      'Nobody hears the alarms yet; or set alarms.email in polyphony.config.ts',
    );
  }
}
