import { createHmac } from 'node:crypto';
import type { Destination, ForwardedEvent } from '../domain/forwarded.ts';
import { iso } from '../domain/instant.ts';
import { fieldOf, type Post, post } from './post.ts';

export interface WebhookSettings {
  readonly url: string;
  /** Reads `{"key": "whsec_…"}`: base64 after the prefix. */
  readonly secret: () => Promise<string>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * The request of a webhook, signed as Standard Webhooks has it: `v1,` and the base64 of HMAC-SHA256 over id, time of
 * sending in seconds, and body, with dots between. Receivers drop an id that they had.
 *
 * @param now epoch milliseconds
 */
export function webhookPost(
  { id, name, at, user, fields }: ForwardedEvent,
  url: string,
  key: string,
  now: number,
): Post {
  const body = JSON.stringify({ type: name, timestamp: iso(at), data: { userId: user, ...fields } });
  const sent = String(Math.floor(now / 1000));
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${id}.${sent}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': sent, 'webhook-signature': `v1,${signature}` };
  return { url, headers, body };
}

export function webhook({ url, secret, now }: WebhookSettings): Destination {
  return {
    name: 'webhook',
    knowsRepeats: true,
    send: async (event) => post('webhook', webhookPost(event, url, fieldOf(await secret(), 'key'), now())),
  };
}
