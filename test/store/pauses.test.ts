import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { pauses } from '../../lib/store/pauses.ts';
import type { Table } from '../../lib/store/table.ts';

/** A table that answers each read in turn. */
function tableOf(...answers: readonly (object | Error)[]) {
  const left = [...answers];
  let reads = 0;
  const send = async (command: unknown) => {
    if (!(command instanceof GetCommand)) throw new Error('only reads are expected');
    reads += 1;
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return { Item: answer };
  };
  const table = { client: { send } as unknown as Table['client'], name: 'people' };
  return { table, reads: () => reads };
}

describe('pauses', () => {
  it('reads them from one item, and leaves out what is no channel of ours', async () => {
    const { table } = tableOf({
      pk: 'PAUSES',
      sk: 'PAUSES',
      all: { since: 1 },
      'channel:push': { since: 2, reason: 'r', by: 'grace' },
      'channel:fax': { since: 3 },
      'journey:win-back': { since: 4 },
    });
    expect(await pauses(table).pauses()).toEqual({
      all: { since: 1 },
      channels: { push: { since: 2, reason: 'r', by: 'grace' } },
      journeys: { 'win-back': { since: 4 } },
    });
  });

  it('asks once for all touches of the next five seconds', async () => {
    let now = 0;
    const { table, reads } = tableOf({}, { all: { since: 1 } }, {});
    const { pauses: ask } = pauses(table, () => now);
    await Promise.all([ask(), ask(), ask()]);
    now = 4_999;
    expect(await ask()).toEqual({ channels: {}, journeys: {} });
    expect(reads()).toBe(1);
    now = 5_000;
    expect(await ask()).toMatchObject({ all: { since: 1 } });
    // A clock that was set back makes nothing fresh for ever.
    now = 0;
    expect(await ask()).toEqual({ channels: {}, journeys: {} });
  });

  it('tells of a read that failed, and tries again for whoever asks next', async () => {
    const { table } = tableOf(new Error('down'), { all: { since: 1 } });
    const { pauses: ask } = pauses(table, () => 0);
    await expect(ask()).rejects.toThrow('down');
    expect(await ask()).toMatchObject({ all: { since: 1 } });
  });
});
