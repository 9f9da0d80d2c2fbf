import { bus } from '../../lib/aws/bus.ts';
import { secret } from '../../lib/aws/secret.ts';
import { type ListenPorts, listen } from '../../lib/engine/listen.ts';
import { countingReach } from '../../lib/engine/reach.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { people } from '../../lib/store/people.ts';
import { reaches } from '../../lib/store/reaches.ts';
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
const { journeys } = rules;
const counters = tallies({ client, name: setting('TALLIES') });
const persons = people(table);
const ports: ListenPorts = {
  journeys,
  people: persons,
  touches: countingReach(touches(table), { journeys, people: persons, reaches: reaches(table), tallies: counters }),
  evidence: evidence(table),
  tallies: counters,
  announcer: measured(bus(setting('BUS'))),
  addresses: addresses(table, secret(setting('ADDRESS_SECRET'))),
};

/** What comes back: from SES on the default bus, from apps on ours. */
export const handler = onEvent(async (event, occasion) => {
  const feedback = event.source === 'aws.ses' ? sesFeedback(event, occasion.now()) : appFeedback(event, occasion.now());
  if (feedback) await listen(feedback, occasion, ports);
});
