import type { Context } from 'aws-lambda';
import { publisher } from '../../lib/aws/publisher.ts';
import { exactJson } from '../../lib/domain/ingest/exact-json.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { setting } from '../environment.ts';
import { bodyOf, type HttpRequest, json, maxBodyBytes, onRequest, tooLarge, unauthorized } from '../http.ts';
import { log } from '../log.ts';
import { count } from '../metrics.ts';
import { onEvent } from '../pipeline.ts';
import { withoutContacts } from '../without-contacts.ts';
import { isAuthentic, proofOf } from './authenticity.ts';
import { type Platform, readMessage } from './event.ts';

const publish = {
  segment: publisher(setting('BUS'), 'segment'),
  mparticle: publisher(setting('BUS'), 'mparticle'),
};

/** Publishes what a message says. What is dropped is counted, by its kind. */
async function ingest(platform: Platform, message: unknown, { invocation, backOff }: Occasion) {
  const { told, dropped } = readMessage(platform, message);
  for (const { kind, what, rule } of dropped) {
    // What it is called is the sender's text.
    const reason = withoutContacts(`${what}: ${rule}`);
    count('Dropped', { Source: platform, Kind: kind }, { message: 'dropped', invocation, reason });
  }
  const { indexes, reason } = await publish[platform](told, backOff);
  if (indexes.length > 0) log('error', 'not published', { invocation, platform, indexes, reason });
  return { accepted: told.length - indexes.length, again: indexes.length, dropped };
}

const onWebhook = onRequest(async (request, occasion) => {
  const platform: Platform = request.rawPath.endsWith('/mparticle') ? 'mparticle' : 'segment';
  const body = bodyOf(request);
  if (!(await isAuthentic(platform, request, body))) {
    const { invocation } = occasion;
    count('Unauthorized', { Source: platform }, { level: 'warn', message: 'unauthorized', invocation });
    return unauthorized(proofOf[platform]);
  }
  if (body.length > maxBodyBytes) return tooLarge(body.length);
  const message = exactJson(body.toString('utf8'));
  if (typeof message !== 'object' || message === null) return json(400, { message: 'the body is not a JSON object' });
  const { again, ...outcome } = await ingest(platform, message, occasion);
  // Sent again, what the bus has already counts once.
  return again > 0 ? json(503, { message: 'the bus did not take all events; send it again' }) : json(200, outcome);
});

/** Segment's partner bus: no signature, because AWS says who publishes there. */
const onPartnerEvent = onEvent(async ({ detail }, occasion) => {
  const { again } = await ingest('segment', detail, occasion);
  if (again > 0) throw new Error(`the bus did not take ${again} events`);
});

/** What customer data platforms tell: by webhook, and from the event bus that Segment publishes on. */
export const handler = (event: unknown, context: Context) =>
  typeof event === 'object' && event !== null && 'requestContext' in event
    ? onWebhook(event as HttpRequest, context)
    : onPartnerEvent(event, context);
