import { fits, type NotTaken, publisher } from '../../lib/aws/publisher.ts';
import { secret } from '../../lib/aws/secret.ts';
import { exactJson } from '../../lib/domain/ingest/exact-json.ts';
import { bearerOf, isKey } from '../credentials.ts';
import { setting } from '../environment.ts';
import { bodyOf, json, maxBodyBytes, onRequest, tooLarge, unauthorized } from '../http.ts';
import { log } from '../log.ts';
import { count } from '../metrics.ts';
import { withoutContacts } from '../without-contacts.ts';
import { type Readable, readEvents } from './event.ts';

/** What events from here say they come from; the function may publish as nobody else. */
const source = 'events-api';
const keys = secret(setting('EVENTS_SECRET'));
const publish = publisher(setting('BUS'), source);

/** `POST /events`: the bus for apps without AWS credentials. All events of a request are valid, or none is published. */
export const handler = onRequest(async (request, { invocation, backOff }) => {
  const { authorization, 'x-api-key': apiKey } = request.headers;
  if (!isKey(bearerOf(authorization) ?? apiKey, await keys())) {
    count('Unauthorized', { Source: source }, { level: 'warn', message: 'unauthorized', invocation });
    return unauthorized('a request carries a key of this stack: Authorization: Bearer <key>, or x-api-key: <key>');
  }
  const body = bodyOf(request);
  if (body.length > maxBodyBytes) return tooLarge(body.length);
  const parsed = exactJson(body.toString('utf8'));
  if (parsed === undefined) return json(400, { message: 'the body is not JSON; send one event, or a list of them' });
  const read = readEvents(parsed);
  if ('errors' in read) {
    const { errors } = read;
    const rules = errors.map(({ event, field, rule }) => ({ event, field, rule }));
    count(
      'RefusedEvents',
      { Source: source },
      { level: 'warn', message: 'refused', invocation, errors: withoutContacts(rules) },
    );
    return json(400, { message: 'nothing was published: see errors', errors });
  }
  const { events } = read;
  // Numbers can be longer as they go on the bus: 1e5 is 100000 there.
  if (!events.every((event) => fits(event, source))) return json(413, { message: 'an event has more than 256 KB' });
  return answerTo(read, await publish(events, backOff), invocation);
});

function answerTo({ events, refused }: Readable, { indexes, reason }: NotTaken, invocation: string) {
  if (indexes.length === 0) return json(202, { accepted: events.length, ...(refused.length > 0 && { refused }) });
  log('error', 'not published', { invocation, indexes, reason });
  const message = 'the bus did not take these events; send them again';
  return json(503, { message, accepted: events.length - indexes.length, again: indexes });
}
