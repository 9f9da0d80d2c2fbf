import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from '../domain/announcement.ts';

/** PutEvents takes this many entries a call. */
const batch = 10;

/** Publishes our own events, source `polyphony`, which no rule lets start a journey. */
export function bus(name: string, client = new EventBridgeClient({})) {
  return {
    async announce(announcements: readonly Announcement[]): Promise<void> {
      for (let from = 0; from < announcements.length; from += batch) {
        const Entries = announcements.slice(from, from + batch).map(({ type, detail }) => ({
          EventBusName: name,
          Source: 'polyphony',
          DetailType: type,
          Detail: JSON.stringify(detail),
        }));
        const { FailedEntryCount, Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries }));
        const failed = answers.find(({ ErrorCode }) => ErrorCode !== undefined);
        if (FailedEntryCount)
          throw new Error(`the bus ${name} refused ${FailedEntryCount} events: ${failed?.ErrorCode}`);
      }
    },
  };
}
