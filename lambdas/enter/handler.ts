import { bus } from '../../lib/aws/bus.ts';
import { executions } from '../../lib/aws/executions.ts';
import { rememberedOf } from '../../lib/domain/events/remembered.ts';
import { type EnterPorts, enter } from '../../lib/engine/enter.ts';
import { lessons } from '../../lib/store/lessons.ts';
import { refusals } from '../../lib/store/refusals.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { rules } from '../../statemachines/registry.ts';
import { appEvent } from '../envelope.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { liveJourneys } from '../live.ts';
import { log } from '../log.ts';
import { measured } from '../metrics.ts';
import { onEvent } from '../pipeline.ts';
import { countRefused } from '../refused-fields.ts';
import { type Entry, envelopeOf } from './event.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const ports: EnterPorts = {
  ...rules,
  people: guardedPeople(table, counters),
  ...lessons(table),
  refusals: refusals(table),
  live: liveJourneys(table).live,
  announcer: measured(bus(setting('BUS'))),
  executions: executions(setting('STATE_MACHINE_PREFIX')),
};

/** An app event that a journey's rule let through: claims a run and starts its execution. */
export const handler = onEvent<Entry>(async (event, occasion, { journey }) => {
  const { user, eventId, at, detail, refused } = appEvent(event, occasion.now());
  const entered = await enter({ journey, user, eventId, at, detail }, occasion, ports);
  const remembered = rememberedOf(rules.journeys.rules(journey)?.remembers ?? [], detail);
  countRefused([...refused, ...remembered.refused], { event: eventId, user, journey });
  log('info', 'entry', { event: event.id, user, journey, ...entered });
}, envelopeOf);
