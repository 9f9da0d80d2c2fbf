import { bus } from '../../lib/aws/bus.ts';
import { isLinkId } from '../../lib/domain/link.ts';
import { isMachineAgent } from '../../lib/domain/machines/agents.ts';
import { follow } from '../../lib/engine/follow.ts';
import { clicks } from '../../lib/store/clicks.ts';
import { inbox } from '../../lib/store/inbox.ts';
import { links } from '../../lib/store/links.ts';
import { people } from '../../lib/store/people.ts';
import { reaches } from '../../lib/store/reaches.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { notFound, onRequest } from '../http.ts';
import { log } from '../log.ts';
import { measured } from '../metrics.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const ports = {
  ...rules,
  links: links(table),
  people: people(table, null, counters),
  touches: touches(table, counters),
  reaches: reaches(table),
  announcer: measured(bus(setting('BUS'))),
  marks: inbox(table),
  clicks: clicks(table, counters),
};

/** A short link in a message: leads on to where it was written to lead, and counts whose tap it was. */
export const handler = onRequest(async ({ requestContext, pathParameters, headers }, occasion) => {
  const id = pathParameters?.id ?? '';
  if (!isLinkId(id)) return notFound;
  const looksOnly = requestContext.http.method === 'HEAD' || isMachineAgent(headers['user-agent']);
  const { url, failed } = await follow({ id, looksOnly }, occasion, ports);
  if (failed) log('error', 'click not counted', { link: id, error: failed.name, detail: failed.message });
  if (url === null) return notFound;
  return {
    statusCode: 302,
    headers: { location: url, 'cache-control': 'no-store' },
    body: '',
  };
});
