import { batch, connection, type PutEvents } from './put-events.ts';

/** An event to be: its type, and its detail as JSON says it. */
export interface Publication {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the bus did not take after all attempts, by index, and what it said. */
export interface NotTaken {
  readonly indexes: readonly number[];
  readonly reason: string;
}

/** What a call holds: of each entry source, type and detail count. */
const maxBytes = 256 * 1024;
const attempts = 3;

/** Whether EventBridge could take this event at all. */
export const fits = (event: Publication, source: string): boolean => bytesOf(event, source) <= maxBytes;

const bytesOf = ({ type, detail }: Publication, source: string) =>
  Buffer.byteLength(source + type + JSON.stringify(detail), 'utf8');

/**
 * Puts events on a bus in the name of one source, ten a call. What the bus turns away, for a moment it mostly is, is
 * tried again.
 *
 * @param backOff waits before another attempt, counted from 1
 */
export function publisher(bus: string, source: string, connect: () => Promise<PutEvents> = connection) {
  let connected: Promise<PutEvents> | undefined;

  async function putOnce(events: readonly Publication[], indexes: readonly number[]): Promise<NotTaken> {
    connected ??= connect();
    const put = await connected;
    const Entries = indexes.flatMap((index) => {
      const event = events[index];
      if (!event) return [];
      return [{ EventBusName: bus, Source: source, DetailType: event.type, Detail: JSON.stringify(event.detail) }];
    });
    try {
      const { Entries: answers = [] } = await put({ Entries });
      const failed = indexes.filter((_, at) => answers[at]?.EventId === undefined);
      return { indexes: failed, reason: answers.find(({ ErrorCode }) => ErrorCode)?.ErrorCode ?? '' };
    } catch (error) {
      // Part of the events may be on the bus already: the caller must know which are not.
      return { indexes, reason: error instanceof Error ? error.name : String(error) };
    }
  }

  return async (events: readonly Publication[], backOff: (attempt: number) => Promise<void>): Promise<NotTaken> => {
    let left: NotTaken = { indexes: [...events.keys()], reason: '' };
    for (let attempt = 0; attempt < attempts && left.indexes.length > 0; attempt += 1) {
      if (attempt > 0) await backOff(attempt);
      const again: NotTaken[] = [];
      for (const call of calls(events, left.indexes, source)) again.push(await putOnce(events, call));
      left = {
        indexes: again.flatMap(({ indexes }) => indexes),
        reason: again.find(({ reason }) => reason)?.reason ?? '',
      };
    }
    return left;
  };
}

/** The events by call, as many in each as it takes. */
function calls(events: readonly Publication[], indexes: readonly number[], source: string): number[][] {
  const made: number[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const index of indexes) {
    const event = events[index];
    if (!event) continue;
    const size = bytesOf(event, source);
    if (bytes + size > maxBytes || (made.at(-1)?.length ?? 0) >= batch) {
      made.push([]);
      bytes = 0;
    }
    made.at(-1)?.push(index);
    bytes += size;
  }
  return made;
}
