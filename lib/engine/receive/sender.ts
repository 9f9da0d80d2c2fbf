import { suppressionOf } from '../../domain/address/state.ts';
import { stopSource } from '../../domain/bases-before.ts';
import { type Profile, withLoose } from '../../domain/profile.ts';
import type { Occasion } from '../ports.ts';
import { changeProfileOf, unlessErased } from '../race.ts';
import type { Received, ReceivePorts } from '../receive.ts';
import { hearWord } from '../suppress.ts';
import { withdraw } from '../withdraw.ts';

/**
 * Who wrote on WhatsApp without showing a number: `DE.1502576394655843`. The id is the same for one business for as long as
 * the person keeps the number.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids/
 */
export const isBusinessScopedId = (text: string): boolean => /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);

/**
 * Finds the number behind a business-scoped id, which a message that showed both told before: then all holds as if the
 * message had come from the number. A message that shows both is remembered for that.
 *
 * @returns the message, from the number where it is known, else from the id
 */
export async function located(message: Received, occasion: Occasion, ports: ReceivePorts): Promise<Received> {
  const { userId, address, channel } = message;
  if (channel !== 'whatsapp' || userId === undefined) return message;
  if (address !== userId) {
    await remember(message, userId, occasion, ports);
    return message;
  }
  const users = await ports.addresses.users(channel, userId);
  const people = await Promise.all(users.map((user) => ports.people.read(user)));
  const numbers = new Set(people.flatMap(({ profile }) => profile?.whatsapp ?? []));
  const [number] = numbers;
  return number !== undefined && numbers.size === 1 ? { ...message, address: number } : message;
}

/**
 * Whoever is behind the number is behind the id too: their profile names it first, so that an erasure finds it. A STOP that
 * came from the id before it was known is obeyed now.
 */
async function remember(
  { channel, address, id }: Received,
  userId: string,
  occasion: Occasion,
  ports: ReceivePorts,
): Promise<void> {
  const { addresses } = ports;
  const [behindNumber, behindId] = [await addresses.users(channel, address), await addresses.users(channel, userId)];
  for (const user of behindNumber.filter((each) => !behindId.includes(each))) {
    await changeProfileOf(ports.people, occasion, user, (profile) =>
      profile && profile.whatsappId !== userId ? named(profile, userId) : null,
    );
    const { profile } = await ports.people.read(user);
    // Erased meanwhile, or with another number.
    if (profile?.whatsappId !== userId) continue;
    const suppression = suppressionOf((await addresses.link(channel, userId, user)).state);
    if (suppression?.reason !== 'unsubscribed') continue;
    const said = { word: 'stop', at: suppression.at, by: `${id} by id`, again: true } as const;
    const { heard, users } = await hearWord(channel, address, said, occasion, ports);
    if (heard === 'overtaken') continue;
    for (const each of users) {
      const no = { channel, purpose: 'marketing', at: suppression.at, event: id, source: stopSource(channel) } as const;
      await unlessErased(() => withdraw({ user: each, ...no }, occasion, ports));
    }
  }
}

/** The profile with this id; one that it had before is noted as loose, so that it is released. */
function named(profile: Profile, userId: string): Profile {
  const before = profile.whatsappId;
  const noted = before === undefined ? profile : withLoose(profile, [{ channel: 'whatsapp', address: before }]);
  return { ...noted, whatsappId: userId };
}
