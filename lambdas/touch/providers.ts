import type { Inbox } from '../../lib/channels/inapp/inbox.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import type { Provider } from '../../lib/domain/delivery.ts';
import { program } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';

/** Each provider's code and SDK are loaded when the first message goes that way, and kept. */
export function lazyProviders(inbox: Inbox): (channel: Channel) => Promise<readonly Provider[]> {
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
    },
    sms: {
      'end-user-messaging': async () => {
        const { endUserMessaging } = await import('../../lib/channels/sms/end-user-messaging.ts');
        return endUserMessaging({ originationIdentity: setting('SMS_ORIGINATION_IDENTITY') });
      },
      sns: async () => {
        const { snsSms } = await import('../../lib/channels/sms/sns.ts');
        return snsSms({ senderId: process.env.SNS_SENDER_ID });
      },
    },
    whatsapp: {
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
    Promise.all(
      inOrder(channel).map((name) => {
        const known = makers[channel];
        const make = known[name];
        if (!make)
          throw new Error(
            `provider ${name}: unknown for ${channel}; the program may name ${Object.keys(known).join(', ')}`,
          );
        const key = `${channel}/${name}`;
        const provider = made.get(key) ?? make();
        made.set(key, provider);
        return provider;
      }),
    );
}

/** The program's order; `PROVIDERS` (`push=fcm,sms=twilio`) puts one first, for a sandbox or in an outage. */
function inOrder(channel: Channel): readonly string[] {
  const choices = (process.env.PROVIDERS ?? '').split(',').map((choice) => choice.split('='));
  const first = choices.find(([wanted]) => wanted === channel)?.[1];
  const named = program.providers[channel] ?? [];
  return first ? [first, ...named.filter((name) => name !== first)] : named;
}
