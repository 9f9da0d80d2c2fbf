import { learn } from '../../lib/engine/learn.ts';
import { edges } from '../../lib/store/edges.ts';
import { population } from '../../lib/store/population.ts';
import { connect } from '../../lib/store/table.ts';
import { setting } from '../environment.ts';
import { log } from '../log.ts';
import { onEvent } from '../pipeline.ts';

const table = { client: connect(), name: setting('TABLE') };
const ports = { population: population(table), edges: edges(table) };

/** Once a day: what of all customers together single ones are measured by. */
export const handler = onEvent(async (_event, occasion) => {
  const learned = await learn(occasion.now, ports);
  log('info', 'learned', { population: learned?.population ?? 0 });
});
