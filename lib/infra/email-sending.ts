import { EventBus } from 'aws-cdk-lib/aws-events';
import { ConfigurationSet, EventDestination, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';

/** Through what email leaves: a verified identity, and a configuration set whose events come back to us. */
export class EmailSending extends Construct {
  readonly identity: string;
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, { names, settings }: AppContext) {
    super(scope, id);
    const { from, identity, configurationSet } = settings.email;
    this.identity = identity ?? from.replace(/>$/, '').slice(from.lastIndexOf('@') + 1);
    this.configurationSet = configurationSet ?? names.bus;
    if (configurationSet) return;
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSet,
      reputationMetrics: true,
      // Who complained is suppressed by us, save for what the program calls indispensable: SES would drop that too.
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
    });
    // SES can publish to the account's default bus only.
    const defaultBus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    set.addEventDestination('Events', { destination: EventDestination.eventBus(defaultBus) });
  }
}
