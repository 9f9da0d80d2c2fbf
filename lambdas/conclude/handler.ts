import { bus } from '../../lib/aws/bus.ts';
import { executions } from '../../lib/aws/executions.ts';
import { type ConcludePorts, conclude, concludeFailed } from '../../lib/engine/conclude.ts';
import { countedEvents } from '../../lib/store/counted-events.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { rules } from '../../statemachines/registry.ts';
import { appEvent } from '../envelope.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { log } from '../log.ts';
import { measured } from '../metrics.ts';
import { onEvent } from '../pipeline.ts';
import { failedRun, isExecutionStatus } from './event.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const ports: ConcludePorts = {
  ...rules,
  people: guardedPeople(table, counters),
  announcer: measured(bus(setting('BUS'))),
  countedEvents: countedEvents(table, counters),
  touches: touches(table, counters),
  executions: executions(setting('STATE_MACHINE_PREFIX')),
};

/** Goals, exits, and executions that failed: what ends a run before its last touch. */
export const handler = onEvent(async (event, occasion) => {
  if (isExecutionStatus(event)) return concludeFailed(failedRun(event), occasion, ports);
  const { user, at, name, eventId, ahead, detail } = appEvent(event, occasion.now());
  const outcry = { user, event: name, id: eventId, at, detail, ...(ahead && { ahead }) };
  const closed = await conclude(outcry, occasion, ports);
  log('info', 'concluded', { event: event.id, user, runs: closed.map(({ id }) => id) });
});
