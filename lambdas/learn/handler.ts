import { learn } from '../../lib/engine/learn.ts';
import { readLesson, writeLesson } from '../../lib/store/lessons.ts';
import { population } from '../../lib/store/population.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { log } from '../log.ts';
import { onEvent } from '../pipeline.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const ports: Parameters<typeof learn>[1] = {
  ...rules,
  population: population(table),
  tallies: tallies({ client, name: setting('TALLIES') }),
  edges: () => readLesson(table, 'edges'),
  write: (lesson, learned) => writeLesson(table, lesson, learned),
};

/** Once a day: what of everybody together single ones are measured by. */
export const handler = onEvent(async (_event, occasion) => {
  log('info', 'learned', { ...(await learn(occasion.now, ports)) });
});
