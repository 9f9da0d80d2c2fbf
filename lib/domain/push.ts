import type { PushMessage } from './message.ts';

/** What Apple and Google carry to a device at once, in bytes. */
export const largestPush = 4096;

/** A touch id at its longest, which travels with every push. */
const touchId = 'x'.repeat(247);

/** What providers add of their own: keys around ours, sound, priority, channel. */
const overhead = 256;

/** The size of a push as JSON in Apple's or Google's form, whichever is larger, with what providers add to it. */
export function pushBytes({ title, body, url }: Pick<PushMessage, 'title' | 'body' | 'url'>): number {
  const data = { touchId, ...(url !== undefined && { url }) };
  const sizes = [
    { aps: { alert: { title, body } }, ...data },
    { notification: { title, body }, data },
  ].map((payload) => new TextEncoder().encode(JSON.stringify(payload)).length);
  return Math.max(...sizes) + overhead;
}
