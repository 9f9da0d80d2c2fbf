import { Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { againMachine } from './again/machine.ts';
import { Alarms } from './alarms.ts';
import type { AppContext } from './app-context.ts';
import { approvals } from './approvals.ts';
import { arnsOf } from './arns.ts';
import { reportDashboards } from './dashboard/report.ts';
import { engineersDashboard } from './dashboard.ts';
import { EmailSending } from './email-sending.ts';
import { erasures } from './erasures/erasures.ts';
import { eventSchemas } from './event-schemas.ts';
import { journeyMachines } from './journey-machines.ts';
import { launches } from './launches.ts';
import { nextSteps } from './next-steps.ts';
import { PublicApi } from './public-api.ts';
import { conclude } from './verbs/conclude.ts';
import { enlist } from './verbs/enlist.ts';
import { enter } from './verbs/enter.ts';
import { erase } from './verbs/erase.ts';
import { follow } from './verbs/follow.ts';
import { forward } from './verbs/forward.ts';
import { identify } from './verbs/identify.ts';
import { inbox } from './verbs/inbox.ts';
import { ingest } from './verbs/ingest.ts';
import { learn } from './verbs/learn.ts';
import { listen } from './verbs/listen.ts';
import { prefer } from './verbs/prefer.ts';
import { publish } from './verbs/publish.ts';
import { receive } from './verbs/receive.ts';
import { report } from './verbs/report.ts';
import { touch } from './verbs/touch.ts';
import { withdraw } from './verbs/withdraw.ts';
import { isDeployed } from './verbs.ts';
import { workKey } from './work-key.ts';

export type AppStackProps = Omit<AppContext, 'arns' | 'bus' | 'key'>;

/** All that holds no data: events come in by the bus, journeys run, messages go out, answers come back. */
export class AppStack extends Stack {
  constructor(scope: Construct, props: AppStackProps) {
    const { names } = props;
    super(scope, names.app, { description: 'Polyphony: bus, rules, functions, journeys and HTTP API' });
    const bus = new EventBus(this, 'Bus', { eventBusName: names.bus });
    const context: AppContext = { ...props, arns: arnsOf(this, names), bus, key: workKey(this, names) };

    const email = new EmailSending(this, 'Email', context);
    const api = new PublicApi(this, 'Api', context);

    const speak = touch(this, context, { email, apiUrl: api.url });
    const logGroup = journeyMachines(this, context, speak.functionArn);
    againMachine(this, context, speak.functionArn, logGroup);

    identify(this, context);
    erasures(this, context, { eraseFunctionArn: erase(this, context).functionArn, logGroup });
    enter(this, context);
    launches(this, context, enlist(this, context).functionArn);
    conclude(this, context);
    listen(this, context);
    if (context.settings.forward) forward(this, context, context.settings.forward);
    learn(this, context);
    api.route('/unsubscribe/{token}', [HttpMethod.GET, HttpMethod.POST], 'Withdraw', withdraw(this, context));
    api.route('/preferences/{token}', [HttpMethod.GET, HttpMethod.POST], 'Prefer', prefer(this, context));
    api.route('/inbox', [HttpMethod.GET, HttpMethod.POST], 'Inbox', inbox(this, context));
    api.route('/l/{id}', [HttpMethod.GET, HttpMethod.HEAD], 'Follow', follow(this, context));
    if (isDeployed('receive', context.providers)) {
      const hear = receive(this, context, api.url);
      api.route('/webhooks/twilio/status', [HttpMethod.POST], 'TwilioStatus', hear);
      api.route('/webhooks/twilio/inbound', [HttpMethod.POST], 'TwilioInbound', hear);
    }
    approvals(this, context, { email, api, logGroup });
    api.route('/events', [HttpMethod.POST], 'Publish', publish(this, context));
    ingest(this, context, api);
    eventSchemas(this, context);

    const reporter = report(this, context);
    api.route('/report', [HttpMethod.GET], 'OpenReport', reporter);
    api.route('/report/{token}', [HttpMethod.GET], 'Report', reporter);

    const alarms = new Alarms(this, 'Alarms', { ...context, touchLogs: speak.logGroup, apiId: api.id });
    engineersDashboard(this, { ...context, apiId: api.id, alarms: alarms.all });
    reportDashboards(this, { names, report: reporter, journeys: props.journeys });
    nextSteps(this, context, { email, api, alarms });
  }
}
