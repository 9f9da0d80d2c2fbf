import { countingReach } from '../lib/engine/reach.ts';
import { people } from '../lib/store/people.ts';
import { reaches } from '../lib/store/reaches.ts';
import type { Table } from '../lib/store/table.ts';
import type { tallies } from '../lib/store/tallies.ts';
import { touches } from '../lib/store/touches.ts';
import { rules } from '../statemachines/registry.ts';

/** Touches for functions that hear what became of them: what they note counts people too, each once a run and channel. */
export const heardTouches = (table: Table, counters: ReturnType<typeof tallies>) =>
  countingReach(touches(table), {
    journeys: rules.journeys,
    people: people(table, null),
    reaches: reaches(table),
    tallies: counters,
  });
