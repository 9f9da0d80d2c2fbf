import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { bus } from '../../lib/aws/bus.ts';
import { executions } from '../../lib/aws/executions.ts';
import { launches } from '../../lib/aws/launches.ts';
import { lists } from '../../lib/aws/lists.ts';
import { type EnlistPorts, enlist } from '../../lib/engine/enlist.ts';
import { lessons } from '../../lib/store/lessons.ts';
import { pauses } from '../../lib/store/pauses.ts';
import { refusals } from '../../lib/store/refusals.ts';
import { roll } from '../../lib/store/roll.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { liveJourneys } from '../live.ts';
import { log } from '../log.ts';
import { measured } from '../metrics.ts';
import { occasionOf } from '../occasion.ts';
import { readRequest } from './event.ts';
import { userOf } from './lines.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const ports: EnlistPorts = {
  ...rules,
  quota: rules.program.quotas,
  people: guardedPeople(table, counters),
  refusals: refusals(table),
  ...lessons(table),
  live: liveJourneys(table).live,
  announcer: measured(bus(setting('BUS'))),
  executions: executions(setting('STATE_MACHINE_PREFIX')),
  roll: roll(table),
  pauses: pauses(table).pauses,
  ...launches(setting('LAUNCH_MACHINE')),
  lists: { ...lists(setting('LISTS')), userOf },
};

/** One page of a segment of a launch. */
export const handler = middy<unknown>()
  .use({
    onError: ({ error, context }) =>
      log('error', 'failed', { invocation: context.awsRequestId, error: error?.name, message: error?.message }),
  })
  .handler(async (payload: unknown, context: Context) => {
    const { page: invocation = context.awsRequestId, ...request } = readRequest(payload);
    const page = await enlist(request, { ...occasionOf(context), invocation }, ports);
    const { journey, id } = request.launch;
    const { number, next, wakeAt, counts } = page;
    const where = { invocation: context.awsRequestId, journey, launch: id, segment: number };
    log('info', 'page', { ...where, next, wakeAt, counts });
    return page;
  });
