import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, parsed, textOf } from '../fields.ts';

/** One event as a service has it. */
export interface Received {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
}

/** A request, as far as these services look at it. */
export interface ForwardRequest {
  readonly path: string;
  readonly query: Fields;
  readonly headers: Fields;
  readonly authorization?: string | undefined;
  readonly body: string;
}

/** The account that the stack's settings name. */
export interface Account {
  readonly secret: Fields;
  readonly projectId?: string | undefined;
  readonly measurementId?: string | undefined;
}

/** @param now epoch milliseconds. @returns the events in it. @throws AwsError with the status that the service answers */
type Reader = (request: ForwardRequest, account: Account, now: number) => readonly Received[];

function must(holds: boolean, message: string, status = 400): asserts holds {
  if (!holds) throw new AwsError('Refused', message, status);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const bytes = (body: string) => Buffer.byteLength(body, 'utf8');

const amplitude: Reader = ({ path, body }, { secret }, now) => {
  must(path === '/2/httpapi', `there is no ${path}`, 404);
  must(bytes(body) <= 1_000_000, 'a request has at most 1 MB', 413);
  const { api_key, events, options } = fieldsOf(parsed(body));
  must(api_key === secret.apiKey, 'invalid API key');
  const shortest = Number(fieldsOf(options).min_id_length ?? 5);
  const all = listOf(events).map(fieldsOf);
  must(all.length > 0 && all.length <= 2000, 'a request has 1 to 2000 events');
  return all.map(({ user_id, event_type, insert_id, time, event_properties }) => {
    must(isText(user_id) && user_id.length >= shortest, `user_id has at least ${shortest} characters`);
    must(isText(event_type), 'event_type is missing');
    must(isText(insert_id), 'insert_id is missing: a repeat would count again');
    must(Number.isInteger(time) && Number(time) <= now + 3_600_000, 'time is in milliseconds, and not to come');
    must(isFields(event_properties), 'event_properties is an object');
    return { id: insert_id, name: event_type, userId: user_id };
  });
};

const mixpanel: Reader = ({ path, query, authorization, body }, { secret, projectId }, now) => {
  must(path === '/import', `there is no ${path}`, 404);
  const expected = `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}`;
  must(authorization === expected, 'invalid credentials', 401);
  must(textOf(query.project_id) === projectId, 'project_id is missing or not of this account', 401);
  must(bytes(body) <= 10 * 1024 * 1024, 'a request has at most 10 MB', 413);
  const events = parsed(body);
  must(Array.isArray(events) && events.length > 0 && events.length <= 2000, 'a request is a list of 1 to 2000 events');
  return events.map(fieldsOf).map(({ event, properties }) => {
    const { time, distinct_id, $insert_id } = fieldsOf(properties);
    must(isText(event) && event.length <= 255, 'event has at most 255 characters');
    must(isText(distinct_id) && distinct_id.length <= 255, 'distinct_id has at most 255 characters');
    must(Number(time) >= 31_536_000 && Number(time) <= now + 3_600_000, 'time is not to come');
    must(/^[A-Za-z0-9-]{1,36}$/.test(String($insert_id)), '$insert_id has 1 to 36 letters, digits and hyphens');
    must(Object.keys(fieldsOf(properties)).length <= 255, 'an event has at most 255 properties');
    return { id: String($insert_id), name: event, userId: distinct_id };
  });
};

/** The real one answers 204 to anything and drops what is wrong; here it is said, as its validation server says it. */
const ga4: Reader = ({ path, query, body }, { secret, measurementId }, now) => {
  must(path === '/mp/collect', `there is no ${path}`, 404);
  must(query.measurement_id === measurementId && query.api_secret === secret.apiSecret, 'measurement_id or api_secret');
  must(bytes(body) <= 130 * 1024, 'a request has at most 130 kB');
  const { client_id, user_id, timestamp_micros, events } = fieldsOf(parsed(body));
  must(isText(client_id), 'client_id is missing');
  must(isText(user_id) && user_id.length <= 256, 'user_id has at most 256 characters');
  const age = now - Number(timestamp_micros) / 1000;
  must(age > -3_600_000 && age < 72 * 3_600_000, 'timestamp_micros is of the last 72 hours');
  const all = listOf(events).map(fieldsOf);
  must(all.length > 0 && all.length <= 25, 'a request has 1 to 25 events');
  return all.map(({ name, params }) => {
    must(/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(String(name)), 'a name has at most 40 letters, digits and underscores');
    must(!/^(?:google_|ga_|firebase_)/.test(String(name)), 'a name begins with none of their own prefixes');
    const entries = Object.entries(fieldsOf(params));
    must(entries.length <= 25, 'an event has at most 25 parameters');
    for (const [key, value] of entries) {
      must(
        /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(key),
        `${key}: a parameter has at most 40 letters, digits and underscores`,
      );
      must(String(value).length <= 100, `${key}: a value has at most 100 characters`);
    }
    return { id: String(fieldsOf(params).event_id), name: String(name), userId: user_id };
  });
};

const webhook: Reader = ({ headers, body }, { secret }, now) => {
  const [id, sent] = [textOf(headers['webhook-id']), textOf(headers['webhook-timestamp'])];
  must(isText(id) && isText(sent), 'webhook-id and webhook-timestamp are missing', 401);
  must(Math.abs(now / 1000 - Number(sent)) <= 300, 'webhook-timestamp is older than five minutes', 401);
  const key = Buffer.from(String(secret.key).replace(/^whsec_/, ''), 'base64');
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${sent}.${body}`).digest('base64')}`);
  const given = Buffer.from(textOf(headers['webhook-signature']) ?? '');
  must(given.length === expected.length && timingSafeEqual(given, expected), 'webhook-signature does not fit', 401);
  const { type, data } = fieldsOf(parsed(body));
  return [{ id, name: String(type), userId: String(fieldsOf(data).userId) }];
};

export const readers: Readonly<Record<string, Reader>> = { amplitude, mixpanel, ga4, webhook };
