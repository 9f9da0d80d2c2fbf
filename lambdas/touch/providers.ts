import { secret } from '../../lib/aws/secret.ts';
import type { Inbox } from '../../lib/channels/inapp/inbox.ts';
import type { TwilioAccount } from '../../lib/channels/twilio/create-message.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import type { Provider } from '../../lib/domain/delivery.ts';
import { program } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { watched } from './watched.ts';

/** Each provider's code and SDK are loaded when the first message goes that way, and kept. */
export function lazyProviders(inbox: Inbox): (channel: Channel) => readonly (() => Promise<Provider>)[] {
  const makers: Readonly<Record<Channel, Readonly<Record<string, () => Promise<Provider>>>>> = {
    email: {
      ses: async () => {
        const { ses } = await import('../../lib/channels/email/ses.ts');
        return ses({ from: setting('EMAIL_FROM'), configurationSet: setting('SES_CONFIGURATION_SET') });
      },
    },
    push: {
      pinpoint: async () => {
        const { pinpoint } = await import('../../lib/channels/push/pinpoint.ts');
        return pinpoint({ applicationId: setting('PINPOINT_APPLICATION_ID') });
      },
      sns: async () => {
        const { snsPush } = await import('../../lib/channels/push/sns.ts');
        const { SNS_FCM_APPLICATION: fcmApplication, SNS_APNS_APPLICATION: apnsApplication } = process.env;
        return snsPush({ fcmApplication, apnsApplication });
      },
      fcm: async () => {
        const { fcm } = await import('../../lib/channels/push/fcm.ts');
        const [projectId, endpoint] = [setting('FCM_PROJECT'), process.env.FCM_ENDPOINT_URL];
        return fcm({ projectId, keyFile: secret(setting('FCM_SECRET')), endpoint });
      },
    },
    sms: {
      twilio: async () => {
        const { twilioSms } = await import('../../lib/channels/sms/twilio.ts');
        const service = process.env.TWILIO_MESSAGING_SERVICE;
        const sender = service ? { MessagingServiceSid: service } : { From: setting('TWILIO_NUMBER') };
        return twilioSms({ account: twilioAccount(), sender });
      },
      'end-user-messaging': async () => {
        const { endUserMessaging } = await import('../../lib/channels/sms/end-user-messaging.ts');
        return endUserMessaging({ originationIdentity: setting('SMS_ORIGINATION_IDENTITY'), stage: process.env.BUS });
      },
      sns: async () => {
        const { snsSms } = await import('../../lib/channels/sms/sns.ts');
        return snsSms({ senderId: process.env.SNS_SENDER_ID });
      },
    },
    whatsapp: {
      twilio: async () => {
        const { twilioWhatsapp } = await import('../../lib/channels/whatsapp/twilio.ts');
        return twilioWhatsapp({ account: twilioAccount(), number: setting('TWILIO_WHATSAPP_NUMBER') });
      },
      'end-user-messaging': async () => {
        const { endUserMessagingSocial } = await import('../../lib/channels/whatsapp/end-user-messaging.ts');
        return endUserMessagingSocial({ phoneNumber: setting('WHATSAPP_NUMBER') });
      },
    },
    inapp: {
      inbox: async () => {
        const { inboxProvider } = await import('../../lib/channels/inapp/inbox.ts');
        return inboxProvider(inbox);
      },
    },
  };
  const made = new Map<string, Promise<Provider>>();
  return (channel) =>
    inOrder(channel).map((name) => () => {
      const known = makers[channel];
      const make = known[name];
      if (!make) {
        throw new Error(
          `provider ${name}: unknown for ${channel}; the program may name ${Object.keys(known).join(', ')}`,
        );
      }
      const key = `${channel}/${name}`;
      const provider = made.get(key) ?? make().then(watched);
      made.set(key, provider);
      return provider;
    });
}

/** Its receipts come back to the stack's own API. */
function twilioAccount(): TwilioAccount {
  return {
    accountSid: setting('TWILIO_ACCOUNT_SID'),
    secret: secret(setting('TWILIO_SECRET')),
    statusCallback: `${setting('API_URL')}/webhooks/twilio/status`,
    endpoint: process.env.TWILIO_ENDPOINT_URL,
  };
}

/** The program's order; `PROVIDERS` (`push=fcm,sms=twilio`) puts one first, for a sandbox or in an outage. */
function inOrder(channel: Channel): readonly string[] {
  const choices = (process.env.PROVIDERS ?? '').split(',').map((choice) => choice.split('='));
  const first = choices.find(([wanted]) => wanted === channel)?.[1];
  const named = program.providers[channel] ?? [];
  return first ? [first, ...named.filter((name) => name !== first)] : named;
}
