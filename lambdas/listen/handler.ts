import { takeFeedback } from '../../lib/engine/feedback.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { messages } from '../../lib/store/messages.ts';
import type { Envelope } from '../envelope.ts';
import { setting } from '../environment.ts';
import { onEvent } from '../pipeline.ts';
import { receivingPorts } from '../receiving.ts';
import { countUnknownStatus } from '../unknown-status.ts';
import { patiently, textFeedback, whatsappFeedback } from './end-user-messaging.ts';
import { appFeedback } from './event.ts';
import { sesFeedback } from './ses.ts';
import { takeEntries } from './whatsapp.ts';

const ports = receivingPorts();
const sent = messages(ports.table);
/** Meta's id of our number, where the settings say it. */
const metaNumber = process.env.WHATSAPP_PHONE_NUMBER_ID;

/** What comes back: from SES and End User Messaging on the default bus, from apps on ours. */
export const handler = onEvent(async (event, occasion) => {
  const now = occasion.now();
  switch (event.source) {
    case 'aws.ses':
      return take(sesFeedback(event, now), occasion);
    case 'aws.sms-voice':
      return take(textFeedback(event, now, setting('BUS')), occasion);
    case 'aws.social-messaging':
      return takeWhatsapp(event, occasion);
    default:
      return take(appFeedback(event, now), occasion);
  }
});

async function take(feedback: Feedback | null, occasion: Occasion): Promise<void> {
  if (feedback) await takeFeedback(feedback, occasion, ports);
}

/** Events of one message name it; all others carry Meta's own webhook. */
async function takeWhatsapp(event: Envelope, occasion: Occasion): Promise<void> {
  const found = patiently(sent, occasion);
  if ('whatsAppWebhookEntry' in event.detail || event['detail-type'] === 'WhatsApp Message Received') {
    const ours = process.env.WHATSAPP_NUMBER;
    return takeEntries(event, occasion, { ...ports, sent: found, ...(ours !== undefined && { ours }) });
  }
  if (!('messageId' in event.detail)) return countUnknownStatus('whatsapp', event['detail-type'], { event: event.id });
  return take(await whatsappFeedback(event, occasion.now(), found, metaNumber), occasion);
}
