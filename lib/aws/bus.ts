import type { Announcement } from '../domain/announcement.ts';
import { batch, connection } from './put-events.ts';

/** Publishes our own events, source `polyphony`, which no rule lets start a journey. */
export function bus(name: string) {
  let connected: ReturnType<typeof connection> | undefined;
  return {
    async announce(announcements: readonly Announcement[]): Promise<void> {
      connected ??= connection();
      const put = await connected;
      for (let from = 0; from < announcements.length; from += batch) {
        const Entries = announcements.slice(from, from + batch).map(({ type, detail }) => ({
          EventBusName: name,
          Source: 'polyphony',
          DetailType: type,
          Detail: JSON.stringify(detail),
        }));
        const { FailedEntryCount, Entries: answers = [] } = await put({ Entries });
        const failed = answers.find(({ ErrorCode }) => ErrorCode !== undefined);
        if (FailedEntryCount)
          throw new Error(`the bus ${name} refused ${FailedEntryCount} events: ${failed?.ErrorCode}`);
      }
    },
  };
}
