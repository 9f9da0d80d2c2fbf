import * as z from 'zod/mini';
import type { Incoming } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { type Envelope, parse } from '../envelope.ts';

const said = z.object({ body: z.string() });
const message = z.object({
  id: z.string(),
  /** E.164 without its plus sign. */
  from: z.string(),
  text: z.optional(said),
  /** A quick reply of a template. */
  button: z.optional(z.object({ text: z.string() })),
  interactive: z.optional(
    z.object({
      button_reply: z.optional(z.object({ title: z.string() })),
      list_reply: z.optional(z.object({ title: z.string() })),
    }),
  ),
});

const entry = z.object({
  changes: z.array(z.object({ value: z.object({ messages: z.optional(z.array(message)) }) })),
});
const received = z.object({ whatsAppWebhookEntry: z.optional(z.union([z.string(), entry])) });

/**
 * `WhatsApp Message Received`: Meta's own entry, which End User Messaging passes on as text inside its event.
 * https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html
 *
 * @throws Unusable for an event that does not carry the message
 */
export function whatsappMessages(event: Envelope): readonly Incoming[] {
  const { whatsAppWebhookEntry: carried } = parse(received, event.detail, event);
  const value = typeof carried === 'string' ? json(carried) : carried;
  const { changes } = parse(entry, value, event);
  return changes.flatMap(({ value: { messages = [] } }) =>
    messages.map(({ id, from, text, button, interactive }) => ({
      provider: 'end-user-messaging',
      id,
      channel: 'whatsapp' as const,
      address: `+${from.replace(/^\+/, '')}`,
      text: text?.body ?? button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title ?? '',
    })),
  );

  function json(raw: string): unknown {
    try {
      return JSON.parse(raw);
    } catch {
      throw new Unusable(`${event['detail-type']} ${event.id}: whatsAppWebhookEntry is not JSON`);
    }
  }
}
