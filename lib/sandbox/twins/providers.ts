import { fcmRefusals } from './fcm.ts';
import { twilioRefusals } from './twilio.ts';

/** The providers that the sandbox plays, by the channels each can serve. */
export const providers: Readonly<Record<string, readonly string[]>> = {
  ses: ['email'],
  pinpoint: ['push'],
  sns: ['push', 'sms'],
  'end-user-messaging': ['sms', 'whatsapp'],
  fcm: ['push'],
  twilio: ['sms', 'whatsapp'],
  inbox: ['inapp'],
};

/** The final refusals that a provider can be told to answer with, by its own codes. */
export const refusalCodes: Readonly<Record<string, readonly string[]>> = {
  fcm: fcmRefusals,
  twilio: [...twilioRefusals.keys()],
};

/** Providers whose answers can be spoilt: the inbox is a table. */
export const moody = Object.keys(providers).filter((name) => name !== 'inbox');

/**
 * Reads a choice of providers, `sms=twilio,push=fcm`, as the functions' environment takes it.
 *
 * @returns what is wrong with it, or null
 */
export function wrongProviders(choice: string): string | null {
  for (const pair of choice.split(',')) {
    const [channel, provider] = pair.split('=');
    if (!channel || !provider)
      return `${JSON.stringify(pair)}: a choice is channel=provider; write it like push=pinpoint`;
    const served = providers[provider];
    const known = Object.keys(providers).filter((name) => providers[name]?.includes(channel));
    if (known.length === 0) {
      const channels = [...new Set(Object.values(providers).flat())];
      return `${JSON.stringify(channel)}: no provider here serves this channel; there is ${channels.join(', ')}`;
    }
    if (!served?.includes(channel)) {
      return `${JSON.stringify(provider)}: not a provider of ${channel} here; choose ${known.join(' or ')}`;
    }
  }
  return null;
}
