import type { Announcement } from '../domain/announcement.ts';
import { batch, connection } from './put-events.ts';

/** Publishes our own events, source `polyphony`, which no rule lets start a journey. */
export function bus(name: string) {
  const publish = publisher(name, 'polyphony');
  return { announce: (announcements: readonly Announcement[]): Promise<void> => publish(announcements) };
}

/** Publishes what people told us, as an app does: journeys enter, convert and end on it. */
export function appEvents(name: string) {
  const publish = publisher(name, 'polyphony.inbound');
  return {
    publish: (events: readonly { readonly name: string; readonly detail: object }[]): Promise<void> =>
      publish(events.map((event) => ({ type: event.name, detail: event.detail }))),
  };
}

function publisher(name: string, source: string) {
  let connected: ReturnType<typeof connection> | undefined;
  return async (events: readonly { readonly type: string; readonly detail: object }[]): Promise<void> => {
    connected ??= connection();
    const put = await connected;
    for (let from = 0; from < events.length; from += batch) {
      const Entries = events.slice(from, from + batch).map(({ type, detail }) => ({
        EventBusName: name,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      }));
      const { FailedEntryCount, Entries: answers = [] } = await put({ Entries });
      const failed = answers.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (FailedEntryCount) throw new Error(`the bus ${name} refused ${FailedEntryCount} events: ${failed?.ErrorCode}`);
    }
  };
}
