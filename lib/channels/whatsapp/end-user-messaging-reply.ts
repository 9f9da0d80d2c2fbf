import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { sendOnce } from '../client-options.ts';

export interface WhatsappReply {
  /** ARN of the phone number, linked to AWS, that answers. */
  readonly phoneNumber: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** Answers a WhatsApp message with free text, which its sender's own message allows for a day. One call, never repeated. */
export async function replyByEndUserMessaging(
  { phoneNumber, to, text }: WhatsappReply,
  client = new SocialMessagingClient(sendOnce),
): Promise<void> {
  const message = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'text',
    text: { body: text },
  };
  await client.send(
    new SendWhatsAppMessageCommand({
      originationPhoneNumberId: phoneNumber,
      metaApiVersion: 'v20.0',
      message: new TextEncoder().encode(JSON.stringify(message)),
    }),
  );
}
