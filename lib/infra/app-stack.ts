import { CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { arnsOf } from './arns.ts';
import { EmailSending } from './email-sending.ts';
import { JourneyMachine } from './journey-machine.ts';
import { PublicApi } from './public-api.ts';
import { allow } from './verb-function.ts';
import { conclude } from './verbs/conclude.ts';
import { enter } from './verbs/enter.ts';
import { identify } from './verbs/identify.ts';
import { inbox } from './verbs/inbox.ts';
import { listen } from './verbs/listen.ts';
import { touch } from './verbs/touch.ts';
import { withdraw } from './verbs/withdraw.ts';

export type AppStackProps = Omit<AppContext, 'arns' | 'bus'>;

/** All that holds no data: events come in by the bus, journeys run, messages go out, answers come back. */
export class AppStack extends Stack {
  constructor(scope: Construct, props: AppStackProps) {
    const { names, journeys } = props;
    super(scope, names.app, { description: 'Polyphony: bus, rules, functions, journeys and HTTP API' });
    const bus = new EventBus(this, 'Bus', { eventBusName: names.bus });
    const context: AppContext = { ...props, arns: arnsOf(this, names), bus };

    new CfnOutput(this, 'BusName', { value: bus.eventBusName, description: 'Where apps publish events' });
    const email = new EmailSending(this, 'Email', context);
    const api = new PublicApi(this, 'Api', context);

    const speak = touch(this, context, { email, apiUrl: api.url });
    const role = new Role(this, 'JourneysRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(allow(['lambda:InvokeFunction'], speak.functionArn));
    for (const journey of journeys) {
      new JourneyMachine(this, `Journey-${journey.name}`, {
        journey,
        machineName: `${names.bus}-${journey.name}`,
        touchFunctionArn: speak.functionArn,
        role,
      });
    }

    identify(this, context);
    enter(this, context);
    conclude(this, context);
    listen(this, context, email.configurationSet);
    api.route('/unsubscribe/{token}', [HttpMethod.GET, HttpMethod.POST], 'Withdraw', withdraw(this, context));
    api.route('/inbox', [HttpMethod.GET], 'Inbox', inbox(this, context));
  }
}
