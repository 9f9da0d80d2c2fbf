import type { Destination, ForwardedEvent } from '../domain/forwarded.ts';
import { fieldOf, type Post, post } from './post.ts';

export interface MixpanelSettings {
  readonly projectId: string;
  /** Reads a service account: `{"username": "…", "password": "…"}`. */
  readonly secret: () => Promise<string>;
  /** Such as `https://api.mixpanel.com`. */
  readonly base: string;
}

export interface ServiceAccount {
  readonly username: string;
  readonly password: string;
}

/**
 * The request of Mixpanel's `/import`. It drops an event with the same name, person, time and `$insert_id`: at most 36
 * letters, digits and hyphens.
 */
export function mixpanelPost(
  { id, name, at, user, fields }: ForwardedEvent,
  { base, projectId }: Pick<MixpanelSettings, 'base' | 'projectId'>,
  { username, password }: ServiceAccount,
): Post {
  const event = { event: name, properties: { ...fields, time: at, distinct_id: user, $insert_id: id } };
  return {
    url: `${base}/import?strict=1&project_id=${encodeURIComponent(projectId)}`,
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    body: JSON.stringify([event]),
  };
}

export function mixpanel(settings: MixpanelSettings): Destination {
  return {
    name: 'mixpanel',
    knowsRepeats: true,
    async send(event) {
      const secret = await settings.secret();
      const account = { username: fieldOf(secret, 'username'), password: fieldOf(secret, 'password') };
      return post('mixpanel', mixpanelPost(event, settings, account));
    },
  };
}
