import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { journeyDuration } from '../../domain/duration.ts';

/** Where in-app messages are kept until their person opens the app. */
export interface Inbox {
  /** @param showMs how long it is shown; as long as it is kept when not said */
  put(
    user: string,
    message: { readonly touchId: string; readonly title: string; readonly body: string; readonly url?: string },
    at: number,
    showMs?: number,
  ): Promise<void>;
}

/** In-app messages wait in the person's inbox. Idempotent by the touch; a database that fails throws and is tried again. */
export function inboxProvider(inbox: Inbox): Provider {
  return {
    name: 'inbox',
    channel: 'inapp',
    echoes: true,
    async send({ user, message, touchId, at }: Envelope): Promise<Delivery> {
      if (message.channel !== 'inapp') throw new TypeError(`the inbox carries in-app messages, not ${message.channel}`);
      const { title, body, url, expires } = message;
      const showMs = expires === undefined ? undefined : journeyDuration(expires);
      await inbox.put(user, { touchId, title, body, ...(url !== undefined && { url }) }, at, showMs);
      return { verdict: 'accepted', providerId: touchId };
    },
  };
}
