import { setTimeout as wait } from 'node:timers/promises';
import { EventBridgeClient, ListEventBusesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { RuleError } from '../../domain/rule-error.ts';
import type { Account } from '../account.ts';

/** PutEvents takes this many entries a call, and this many bytes of them. */
const mostEntries = 10;
const mostBytes = 240 * 1024;
/** Calls under way at once. */
const lanes = 8;
/** Together they wait out some minutes of throttling. */
const attempts = 9;

/** An event as an app publishes it. */
interface Published {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Publishes on the stage's bus, not faster than told; entries that are refused for the moment are tried again, alone.
 *
 * @param rate events a second at most
 * @param source what the events say they come from
 */
export function publisher({ names, client }: Account, rate: number, source = 'import') {
  const events = new EventBridgeClient({ ...client, maxAttempts: attempts });
  let free = 0;

  const put = async (batch: readonly Published[]): Promise<void> => {
    let left = batch;
    for (let attempt = 1; left.length > 0; attempt++) {
      await turn(left.length);
      const Entries = left.map(({ type, detail }) => ({
        EventBusName: names.bus,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      }));
      const answer = await events.send(new PutEventsCommand({ Entries }));
      const refused = (answer.Entries ?? []).map(({ ErrorCode }) => ErrorCode);
      left = left.filter((_, index) => refused[index] !== undefined);
      if (left.length === 0) return;
      const code = refused.find((each) => each !== undefined);
      if (attempt === attempts) throw new Error(`the bus ${names.bus} refused events ${attempts} times: ${code}`);
      await wait(Math.random() * Math.min(20_000, 100 * 2 ** attempt));
    }
  };

  /** Waits until so many events more keep to the rate. */
  const turn = async (count: number): Promise<void> => {
    const now = performance.now();
    const at = Math.max(now, free);
    free = at + (count / rate) * 1000;
    if (at > now) await wait(at - now);
  };

  return {
    /** @throws RuleError when there is no such bus: an event to one that is not there is dropped without a word */
    async check(): Promise<void> {
      const { EventBuses = [] } = await events.send(new ListEventBusesCommand({ NamePrefix: names.bus }));
      if (EventBuses.some(({ Name }) => Name === names.bus)) return;
      throw new RuleError({
        value: names.bus,
        rule: 'a command tells of people through the bus of a deployed stage',
        remedy: 'deploy the stage first, or name another with --stage',
      });
    },

    /** Returns once the bus has them all. */
    async publish(all: readonly Published[]): Promise<void> {
      const batches = inBatches(all);
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          for (let batch = batches.next(); !batch.done; batch = batches.next()) await put(batch.value);
        }),
      );
    },

    close: () => events.destroy(),
  };
}

function* inBatches(all: readonly Published[]): Generator<readonly Published[]> {
  let batch: Published[] = [];
  let bytes = 0;
  for (const event of all) {
    const size = Buffer.byteLength(JSON.stringify(event), 'utf8');
    if (batch.length === mostEntries || (batch.length > 0 && bytes + size > mostBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
