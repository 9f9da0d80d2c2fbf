import { bus } from '../../lib/aws/bus.ts';
import { secret } from '../../lib/aws/secret.ts';
import { type ListenPorts, listen } from '../../lib/engine/listen.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { measured } from '../metrics.ts';
import { onEvent } from '../pipeline.ts';
import { appFeedback, sesFeedback } from './event.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const ports: ListenPorts = {
  journeys: rules.journeys,
  people: people(table),
  touches: touches(table),
  evidence: evidence(table),
  tallies: tallies({ client, name: setting('TALLIES') }),
  announcer: measured(bus(setting('BUS'))),
  addresses: addresses(table, secret(setting('ADDRESS_SECRET'))),
};

/** What comes back: from SES on the default bus, from apps on ours. */
export const handler = onEvent(async (event, occasion) => {
  const feedback = event.source === 'aws.ses' ? sesFeedback(event, occasion.now()) : appFeedback(event, occasion.now());
  if (feedback) await listen(feedback, occasion, ports);
});
