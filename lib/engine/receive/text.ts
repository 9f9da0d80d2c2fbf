import { iso } from '../../domain/instant.ts';
import { mentionsStop, payloadMentionsStop } from '../../domain/keywords.ts';
import { note } from '../listen.ts';
import type { Occasion } from '../ports.ts';
import { changeProfileOf, unlessErased } from '../race.ts';
import type { Received, ReceivePorts, Reception } from '../receive.ts';

/** A message answers the latest touch on its channel that is no older than this. */
export const answersForMs = 7 * 86_400_000;

/** As long as the longest text message that providers put together, in characters. */
const maxLength = 1600;

/** Takes a message that is no keyword: it opens the conversation, answers the latest touch, and is news for journeys. */
export async function hearOut(message: Received, occasion: Occasion, ports: ReceivePorts): Promise<Reception> {
  const { channel, address, at, id } = message;
  const users = await ports.addresses.users(channel, address);
  const review = isForReview(message);
  for (const user of users) {
    await wrote(user, message, occasion, ports);
    const latest = await ports.touches.latest(user, channel, at - answersForMs);
    if (latest)
      await unlessErased(() => note({ touch: latest.touch, kind: 'replied', at, event: id }, occasion, ports));
  }
  const text = [...message.text].slice(0, maxLength).join('');
  const detail = { channel, text, eventId: id, occurredAt: iso(at), ...(review && { review }) };
  await ports.appEvents.publish(users.map((userId) => ({ name: 'message.received', detail: { userId, ...detail } })));
  return { as: 'text', users, review };
}

const isForReview = ({ text, payload = '' }: Received): boolean => mentionsStop(text) || payloadMentionsStop(payload);

/** Another wording of a message that was heard before: it opens no conversation and answers nothing. */
export async function readEdit(message: Received, { addresses }: Pick<ReceivePorts, 'addresses'>): Promise<Reception> {
  return { as: 'edit', users: await addresses.users(message.channel, message.address), review: isForReview(message) };
}

function wrote(user: string, { channel, at }: Received, occasion: Occasion, { people }: ReceivePorts) {
  return changeProfileOf(people, occasion, user, (profile) =>
    !profile || (profile.wrote?.[channel] ?? 0) >= at
      ? null
      : {
          ...profile,
          engaged: { ...profile.engaged, [channel]: Math.max(profile.engaged[channel] ?? 0, at) },
          wrote: { ...profile.wrote, [channel]: at },
        },
  );
}
