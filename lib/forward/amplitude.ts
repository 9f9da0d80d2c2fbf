import type { Destination, ForwardedEvent } from '../domain/forwarded.ts';
import { fieldOf, type Post, post } from './post.ts';

export interface AmplitudeSettings {
  /** Reads `{"apiKey": "…"}`. */
  readonly secret: () => Promise<string>;
  /** Such as `https://api2.amplitude.com`. */
  readonly base: string;
}

/** The request of Amplitude's HTTP V2 API. It drops a repeated `insert_id` for seven days. */
export function amplitudePost({ id, name, at, user, fields }: ForwardedEvent, base: string, apiKey: string): Post {
  const event = { user_id: user, event_type: name, time: at, insert_id: id, event_properties: fields };
  // By itself Amplitude refuses ids of less than five characters; ours are the app's.
  const body = { api_key: apiKey, events: [event], options: { min_id_length: 1 } };
  return { url: `${base}/2/httpapi`, body: JSON.stringify(body) };
}

export function amplitude({ secret, base }: AmplitudeSettings): Destination {
  return {
    name: 'amplitude',
    knowsRepeats: true,
    send: async (event) => post('amplitude', amplitudePost(event, base, fieldOf(await secret(), 'apiKey'))),
  };
}
