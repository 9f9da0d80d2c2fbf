import { describe, expect, it } from 'vitest';
import { fits, publisher } from '../../lib/aws/publisher.ts';
import type { PutEvents } from '../../lib/aws/put-events.ts';

/** A bus that answers each entry as told: with an id, or with an error as often as is said. */
function busThat(refuses: Record<string, number>) {
  const calls: string[][] = [];
  const put: PutEvents = async ({ Entries = [] }) => {
    const names = Entries.map(({ DetailType = '' }) => DetailType);
    calls.push(names);
    return {
      Entries: names.map((name) => {
        const left = refuses[name] ?? 0;
        refuses[name] = left - 1;
        return left > 0 ? { ErrorCode: 'ThrottlingException' } : { EventId: name };
      }),
    };
  };
  const publish = publisher('polyphony', 'test', async () => put);
  const named = (names: readonly string[], detail = {}) => names.map((type) => ({ type, detail }));
  return { calls, publish: (names: string[], detail?: object) => publish(named(names, { ...detail }), async () => {}) };
}

describe('a publisher', () => {
  it('puts ten events in one call, and more in as few as hold them', async () => {
    const { calls, publish } = busThat({});
    const names = Array.from({ length: 21 }, (_, n) => `e${n}`);
    expect(await publish(names)).toEqual({ indexes: [], reason: '' });
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 1]);
    calls.length = 0;
    await publish(names.slice(0, 5), { long: 'x'.repeat(100_000) });
    expect(calls.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('tries again what the bus turned away, and that alone', async () => {
    const { calls, publish } = busThat({ b: 2 });
    expect((await publish(['a', 'b', 'c'])).indexes).toEqual([]);
    expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  });

  it('says which events are not on the bus after all', async () => {
    const { publish } = busThat({ b: 99 });
    expect(await publish(['a', 'b', 'c'])).toEqual({ indexes: [1], reason: 'ThrottlingException' });
    const broken = publisher('polyphony', 'test', async () => async () => {
      throw new TypeError('no network');
    });
    expect(await broken([{ type: 'a', detail: {} }], async () => {})).toEqual({ indexes: [0], reason: 'TypeError' });
  });

  it('knows what no call can hold', () => {
    expect(fits({ type: 'a', detail: { long: 'ü'.repeat(131_000) } }, 'test')).toBe(true);
    expect(fits({ type: 'a', detail: { long: 'ü'.repeat(132_000) } }, 'test')).toBe(false);
  });
});
