import * as z from 'zod/mini';
import { type CountPorts, count } from '../../lib/engine/count.ts';
import { approvals } from '../../lib/store/approvals.ts';
import { census } from '../../lib/store/census.ts';
import { headcounts } from '../../lib/store/headcounts.ts';
import { readLesson } from '../../lib/store/lessons.ts';
import { connect } from '../../lib/store/table.ts';
import { deployedApprovers, deployedVersion } from '../../statemachines/deployed.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { log } from '../log.ts';
import { occasionOf } from '../occasion.ts';
import { approvalTask, onTask } from '../task.ts';
import { counting } from './event.ts';

const table = { client: connect(), name: setting('TABLE') };
const ports: CountPorts = {
  ...rules,
  deployed: deployedVersion,
  approvals: approvals(table, deployedApprovers),
  edges: () => readLesson(table, 'edges'),
  census: census(table),
  headcounts: headcounts(table),
};

/** One page of counting whom a version is for. */
export const handler = onTask(approvalTask, async (payload, context) => {
  const { segment, ...request } = z.parse(counting, payload);
  const page = await count(request, segment, occasionOf(context), ports);
  log('info', 'counted', { ...request, segment, ...page });
  return page;
});
