import { createHash } from 'node:crypto';
import type { Destination, ForwardedEvent } from '../domain/forwarded.ts';
import { fieldOf, type Post, post } from './post.ts';

export interface Ga4Settings {
  readonly measurementId: string;
  /** Reads `{"apiSecret": "…"}`. */
  readonly secret: () => Promise<string>;
  /** Such as `https://www.google-analytics.com`. */
  readonly base: string;
}

/** Google Analytics' limits; what is over one is dropped there without a word. */
const longestName = 40;
const mostParameters = 25;
const longestValue = 100;

/**
 * The request of the Measurement Protocol. Names have letters, digits and underscores. A touch's id may be longer than a
 * value may be, and a cut id is none: `event_id` stands for it.
 */
export function ga4Post(
  { id, name, at, user, fields }: ForwardedEvent,
  { base, measurementId }: Pick<Ga4Settings, 'base' | 'measurementId'>,
  apiSecret: string,
): Post {
  const { touchId: _touchId, ...others } = fields;
  const params = Object.entries({ event_id: id, ...others })
    .slice(0, mostParameters)
    .map(([field, value]) => [named(field), value.slice(0, longestValue)]);
  const body = {
    client_id: clientOf(user),
    user_id: user,
    timestamp_micros: at * 1000,
    events: [{ name: named(name), params: Object.fromEntries(params) }],
  };
  const query = new URLSearchParams({ measurement_id: measurementId, api_secret: apiSecret });
  return { url: `${base}/mp/collect?${query}`, body: JSON.stringify(body) };
}

/** `touch.sent` → `touch_sent` */
const named = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, longestName);

/** Messages come from no browser: each person has one client of ours, in the form that browsers' have. */
function clientOf(user: string): string {
  const hash = createHash('sha256').update(user).digest();
  return `${hash.readUInt32BE(0)}.${hash.readUInt32BE(4)}`;
}

/** It answers 2xx to whatever it gets, and counts a repeated event again. */
export function ga4(settings: Ga4Settings): Destination {
  return {
    name: 'ga4',
    knowsRepeats: false,
    send: async (event) => post('ga4', ga4Post(event, settings, fieldOf(await settings.secret(), 'apiSecret'))),
  };
}
