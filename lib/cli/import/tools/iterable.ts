import type { Channel } from '../../../domain/channel.ts';
import { listIn, textIn } from '../row.ts';
import type { Said } from '../told.ts';
import type { About, Tool } from '../tool.ts';

const leaving = ['unsubscribedChannelIds', 'unsubscribedMessageTypeIds'] as const;

/**
 * The export of users, as CSV or JSON lines. Iterable's channels and message types are numbers, so `--channels` and
 * `--message-types` say what they are; a no in one that nobody named is not guessed at. Being on a list proves nothing,
 * having chosen an opt-in message type is an explicit yes. When somebody left is not in the export.
 */
export const iterable: Tool = {
  about: 'the export of users, CSV or JSON lines; --channels and --message-types say what the numbers are',
  zone: 'UTC',
  columns: {
    userId: ['userId'],
    email: ['email'],
    phone: ['phoneNumber'],
    firstName: ['firstName'],
    lastName: ['lastName'],
    timezone: ['timeZone'],
    locale: ['locale'],
    country: ['country', 'itblInternal.phoneCountry'],
    changedAt: ['profileUpdatedAt'],
    grantedAt: ['signupDate'],
  },
  yes: ['emailListIds', 'subscribedMessageTypeIds'],
  read(line, about) {
    const ids = (name: string) => listIn(line.row.cell(name)).flatMap((id) => textIn(id) ?? []);
    const wrong: string[] = [];
    const named = (name: string, known: About['channels'], option: string) =>
      ids(name).flatMap((id): Channel[] => {
        const channel = known.get(id);
        if (channel === undefined) wrong.push(`${name}: what ${id} is must be said: ${option} ${id}=email, or =ignore`);
        return channel === undefined || channel === 'ignore' ? [] : [channel];
      });
    const left = new Set([
      ...named('unsubscribedChannelIds', about.channels, '--channels'),
      ...named('unsubscribedMessageTypeIds', about.messageTypes, '--message-types'),
    ]);
    const chosen = new Set(ids('subscribedMessageTypeIds').map((id) => about.messageTypes.get(id)));
    const at = line.time('grantedAt');
    // Who left is in these columns alone: without them nobody on a list is known to have stayed.
    const missing = leaving.find((column) => !line.row.has(column));
    const yes = (channel: Channel): Said[] => {
      if (left.has(channel)) return [];
      if (chosen.has(channel)) return [{ channel, status: 'granted', proven: 'express', at, missing }];
      const isListed = channel === 'email' && ids('emailListIds').length > 0;
      return isListed ? [{ channel, status: 'granted', at, missing }] : [];
    };
    return {
      ...line.person(),
      said: [
        ...[...left].map((channel): Said => ({ channel, status: 'withdrawn' })),
        ...(['email', 'sms', 'push', 'whatsapp'] as const).flatMap(yes),
      ],
      bounced: textIn(line.row.cell('unsubSource')) === 'HardBounce' ? [{ channel: 'email' }] : [],
      wrong,
    };
  },
};
