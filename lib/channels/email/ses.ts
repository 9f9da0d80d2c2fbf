import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfSes } from '../errors/ses.ts';

export interface SesSettings {
  /** `Name <address>` of a verified identity. */
  readonly from: string;
  readonly configurationSet: string;
}

/** Email through SES v2. The tag `touch` comes back with every SES event and leads feedback to its record. */
export function ses({ from, configurationSet }: SesSettings, client = new SESv2Client(sendOnce)): Provider {
  return {
    name: 'ses',
    channel: 'email',
    echoes: true,
    async send({ to, message, touchId, unsubscribeUrl }: Envelope): Promise<Delivery> {
      const address = to[0]?.address;
      if (message.channel !== 'email' || address === undefined)
        throw new TypeError(`ses carries email, not ${message.channel}`);
      const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [address] },
        ConfigurationSetName: configurationSet,
        EmailTags: [{ Name: 'touch', Value: touchId }],
        Content: {
          Simple: {
            Subject: utf8(message.subject),
            Body: { Html: utf8(message.html), Text: utf8(message.text) },
            ...(unsubscribeUrl !== undefined && { Headers: oneClick(unsubscribeUrl) }),
          },
        },
      });
      try {
        const { MessageId } = await client.send(command);
        return { verdict: 'accepted', providerId: MessageId ?? '' };
      } catch (error) {
        return verdictOfSes(error, address);
      }
    },
  };
}

/** The pair of RFC 8058: mailbox providers show their own unsubscribe button and POST to it. */
const oneClick = (url: string) => [
  { Name: 'List-Unsubscribe', Value: `<${url}>` },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];
