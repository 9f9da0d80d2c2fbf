import { Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import type { AppContext } from './app-context.ts';
import { arnsOf } from './arns.ts';
import { engineersDashboard } from './dashboard.ts';
import { EmailSending } from './email-sending.ts';
import { journeyMachines } from './journey-machines.ts';
import { launches } from './launches.ts';
import { nextSteps } from './next-steps.ts';
import { PublicApi } from './public-api.ts';
import { conclude } from './verbs/conclude.ts';
import { enlist } from './verbs/enlist.ts';
import { enter } from './verbs/enter.ts';
import { identify } from './verbs/identify.ts';
import { inbox } from './verbs/inbox.ts';
import { listen } from './verbs/listen.ts';
import { touch } from './verbs/touch.ts';
import { withdraw } from './verbs/withdraw.ts';
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
    journeyMachines(this, context, speak.functionArn);

    identify(this, context);
    enter(this, context);
    launches(this, context, enlist(this, context).functionArn);
    conclude(this, context);
    listen(this, context, email.configurationSet);
    api.route('/unsubscribe/{token}', [HttpMethod.GET, HttpMethod.POST], 'Withdraw', withdraw(this, context));
    api.route('/inbox', [HttpMethod.GET], 'Inbox', inbox(this, context));

    const alarms = new Alarms(this, 'Alarms', { ...context, touchLogs: speak.logGroup, apiId: api.id });
    engineersDashboard(this, { names, apiId: api.id, alarms: alarms.all });
    nextSteps(this, context, { email, api, alarms });
  }
}
