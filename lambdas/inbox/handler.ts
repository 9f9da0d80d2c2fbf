import { bus } from '../../lib/aws/bus.ts';
import { secret } from '../../lib/aws/secret.ts';
import { readToken } from '../../lib/domain/token.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import { note } from '../../lib/engine/listen.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { isKnown } from '../../lib/engine/withdraw.ts';
import { inbox } from '../../lib/store/inbox.ts';
import { people } from '../../lib/store/people.ts';
import { reaches } from '../../lib/store/reaches.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { type HttpAnswer, json, notFound, onRequest, textOf } from '../http.ts';
import { measured } from '../metrics.ts';
import { readSeen, seenRule } from './event.ts';

const client = connect();
const table = { client, name: setting('TABLE') };
const tokenSecret = secret(setting('TOKEN_SECRET'));
const messages = inbox(table);
const counters = tallies({ client, name: setting('TALLIES') });
const ports = {
  ...rules,
  people: people(table, null, counters),
  touches: touches(table, counters),
  reaches: reaches(table),
  announcer: measured(bus(setting('BUS'))),
  marks: messages,
};

/** A person's in-app messages, for an app that holds their token (`Authorization: Bearer <token>`): GET lists, POST marks. */
export const handler = onRequest(async (request, occasion) => {
  const { headers, queryStringParameters, requestContext } = request;
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? queryStringParameters?.token;
  if (bearer === undefined) {
    const unauthorized = json(401, { message: 'Unauthorized' });
    return { ...unauthorized, headers: { ...unauthorized.headers, 'www-authenticate': 'Bearer' } };
  }
  const claims = await readToken(bearer, 'inbox', await tokenSecret());
  if (!claims || !isKnown(await ports.people.read(claims.user))) return notFound;
  if (requestContext.http.method === 'POST') return mark(claims.user, textOf(request), occasion);
  return json(200, await messages.list(claims.user, occasion.now()));
});

/** @returns 404 for a message that is not this very person's: it does not say whose */
async function mark(user: string, body: string, occasion: Occasion): Promise<HttpAnswer> {
  const seen = readSeen(body);
  if (!seen) return json(400, { message: seenRule });
  const touch = readTouchId(seen.touchId);
  if (touch?.user !== user || (await ports.touches.read(touch))?.channel !== 'inapp') return notFound;
  await note({ touch, kind: seen.kind, at: occasion.now(), event: occasion.invocation }, occasion, ports);
  return json(200, await messages.list(user, occasion.now()));
}
