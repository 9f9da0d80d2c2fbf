import { secret } from '../../lib/aws/secret.ts';
import { replyByTwilio } from '../../lib/channels/twilio/reply.ts';
import { takeFeedback } from '../../lib/engine/feedback.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { receive } from '../../lib/engine/receive.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { setting } from '../environment.ts';
import { type HttpAnswer, json, onRequest, textOf } from '../http.ts';
import { functionName } from '../log.ts';
import { count } from '../metrics.ts';
import { answering, receivingPorts, tell } from '../receiving.ts';
import { deadLetterUnusable } from '../unusable.ts';
import { readMessage } from './message.ts';
import { authTokenIn, isFromTwilio } from './post.ts';
import { statusFeedback } from './status.ts';

const ports = receivingPorts();
const twilio = { api: setting('API_URL'), secret: secret(setting('TWILIO_SECRET')) };
/** An empty TwiML document: nothing is to be answered by the webhook itself. */
const taken: HttpAnswer = { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' };

/** Twilio's webhooks: what became of a message, and what somebody wrote to us. Only what Twilio signed is read. */
export const handler = onRequest(async (request, occasion) => {
  const form = new URLSearchParams(textOf(request));
  if (!(await isFromTwilio(request, form, twilio))) {
    count('ForgedWebhook', { Function: functionName() }, { level: 'warn', message: 'not signed by Twilio' });
    return json(403, { message: 'Forbidden' });
  }
  const touch = request.queryStringParameters?.touch;
  try {
    if (request.rawPath.endsWith('/inbound')) await takeMessage(form, occasion);
    else await takeStatus(touch, form, occasion);
  } catch (error) {
    // Twilio would only repeat it, and be refused again.
    if (!(error instanceof Unusable)) throw error;
    const ids = { id: form.get('MessageSid'), status: form.get('MessageStatus'), code: form.get('ErrorCode'), touch };
    await deadLetterUnusable({ webhook: request.rawPath, ...ids }, error.message, { event: ids.id });
  }
  return taken;
});

async function takeStatus(touch: string | undefined, form: URLSearchParams, occasion: Occasion): Promise<void> {
  // Ours name their touch: this is another program's on the same account, or an address that was cut.
  if (touch === undefined) throw new Unusable('its callback names no touch; give only our own messages this address');
  const feedback = statusFeedback(touch, form, occasion.now());
  if (feedback) await takeFeedback(feedback, occasion, ports);
}

async function takeMessage(form: URLSearchParams, occasion: Occasion): Promise<void> {
  const message = readMessage(form);
  const send = async (text: string) => {
    const account = { accountSid: setting('TWILIO_ACCOUNT_SID'), authToken: authTokenIn(await twilio.secret()) };
    const endpoint = process.env.TWILIO_ENDPOINT_URL;
    await replyByTwilio({ ...account, endpoint, from: message.to, to: message.from, text });
  };
  tell(message, await receive(message, occasion, { ...ports, answer: answering(send) }));
}
