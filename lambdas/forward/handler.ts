import { type ForwardPorts, forward } from '../../lib/engine/forward.ts';
import { forwards } from '../../lib/store/forwards.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { setting } from '../environment.ts';
import { onEvent } from '../pipeline.ts';
import { destinationsOf } from './destinations.ts';
import { forwardedEvent } from './event.ts';

const table = { client: connect(), name: setting('TABLE') };
const ports: ForwardPorts = {
  people: people(table, null),
  forwards: forwards(table),
  destinations: destinationsOf(process.env),
};

/** What we announce, told to the services that the stage names. */
export const handler = onEvent((event) => forward(forwardedEvent(event), ports));
