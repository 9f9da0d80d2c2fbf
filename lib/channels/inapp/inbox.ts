import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';

/** Where in-app messages are kept until their person opens the app. */
export interface Inbox {
  put(
    user: string,
    message: { readonly touchId: string; readonly title: string; readonly body: string; readonly url?: string },
    at: number,
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
      const { title, body, url } = message;
      await inbox.put(user, { touchId, title, body, ...(url !== undefined && { url }) }, at);
      return { verdict: 'accepted', providerId: touchId };
    },
  };
}
