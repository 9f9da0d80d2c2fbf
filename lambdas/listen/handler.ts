import { type Feedback, listen } from '../../lib/engine/listen.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { receive } from '../../lib/engine/receive.ts';
import { messages } from '../../lib/store/messages.ts';
import type { Envelope } from '../envelope.ts';
import { onEvent } from '../pipeline.ts';
import { receivingPorts, tell } from '../receiving.ts';
import { textFeedback, whatsappFeedback } from './end-user-messaging.ts';
import { appFeedback } from './event.ts';
import { sesFeedback } from './ses.ts';
import { whatsappMessages } from './whatsapp-message.ts';

const ports = receivingPorts();
const sent = messages(ports.table);

/** What comes back: from SES and End User Messaging on the default bus, from apps on ours. */
export const handler = onEvent(async (event, occasion) => {
  if (event['detail-type'] === 'WhatsApp Message Received') return takeMessages(event, occasion);
  const feedback = await feedbackIn(event, occasion.now());
  if (feedback) await listen(feedback, occasion, ports);
});

function feedbackIn(event: Envelope, now: number): Feedback | null | Promise<Feedback | null> {
  switch (event.source) {
    case 'aws.ses':
      return sesFeedback(event, now);
    case 'aws.sms-voice':
      return textFeedback(event, now, sent);
    case 'aws.social-messaging':
      return whatsappFeedback(event, now, sent);
    default:
      return appFeedback(event, now);
  }
}

/**
 * STOP, START and HELP are obeyed here and not answered: what asks for an answer is about texts, and only touch carries a
 * client that sends.
 */
async function takeMessages(event: Envelope, occasion: Occasion): Promise<void> {
  for (const message of whatsappMessages(event)) {
    tell(message, await receive(message, occasion, { ...ports, answer: async () => {} }));
  }
}
