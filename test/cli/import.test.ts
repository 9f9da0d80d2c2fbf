import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/cli/account.ts';
import type { ImportEvent } from '../../lib/cli/import/events.ts';
import { importFile } from '../../lib/cli/import/import-file.ts';
import { readOptions } from '../../lib/cli/import/options.ts';
import { publisher } from '../../lib/cli/import/publisher.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { folder } from './import/asked.ts';
import { polyphony } from './polyphony.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

const people = 300;
/** People with a hundredth of them broken, in both of the ways that a line can be. */
function exported(): string {
  const lines = ['external_id,email,email_subscribe,email_opted_in_at,email_unsubscribed_at,created_at,country'];
  for (let n = 0; n < people; n++) {
    const left = n % 3 === 0;
    const status = left ? 'unsubscribed,,2026-03-01T00:00:00Z' : 'opted_in,2026-02-01T00:00:00Z,';
    const email = n % 150 === 7 ? 'nobody' : `p${n}@example.com`;
    lines.push(n === 209 ? `u${n},"p${n}@example.com,x` : `u${n},${email},${status},2026-01-01T00:00:00Z,DE`);
  }
  return `${lines.join('\n')}\n`;
}

const bus = () => publisher(accountOf({ endpoint: stack.sandbox.url, stage: 'default' }), 100_000);
const written = () => {
  const file = join(folder(), 'users.csv');
  writeFileSync(file, exported());
  return file;
};
const options = (file: string) => [file, '--from', 'braze', '--endpoint', stack.sandbox.url, '--rate', '100000'];
const bounds = '--exported-at=2026-06-01T00:00:00Z';

type Publish = (events: readonly ImportEvent[]) => Promise<void>;
const none: Publish = async () => {};

/** Imports in stretches of a hundred lines. */
async function importOf(file: string, publish: Publish, ...more: string[]) {
  const asked = readOptions([...options(file), bounds, ...more]);
  if (asked === 'help' || 'wrong' in asked) throw new Error(asked === 'help' ? asked : asked.wrong);
  return importFile(asked, { publish, advanced: () => {}, isStopped: () => false }, 100);
}

/** All that is kept of people, without versions, which count the attempts. */
async function kept() {
  await stack.client.settle();
  const { people: table } = accountOf({ endpoint: stack.sandbox.url, stage: 'default' });
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ...(from && { ExclusiveStartKey: from }) }),
    );
    for (const { v: _v, ...item } of page.Items ?? []) items.push(item);
    from = page.LastEvaluatedKey;
  } while (from);
  table.client.destroy();
  return new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
}

describe('polyphony import', () => {
  it('ends, interrupted and resumed, where it would have ended, and names each line it refused', async () => {
    const whole = written();
    const all = await importOf(whole, bus().publish);
    expect(all).toMatchObject({
      isComplete: true,
      tally: { read: people, refused: 3, consents: { 'email withdrawn': 100, 'email granted express': 197 } },
    });
    const first = await kept();
    expect([...first.keys()].filter((key) => key.endsWith(' PROFILE'))).toHaveLength(people - 3);
    expect(first.get('USER#u1 PROFILE')).toMatchObject({ email: 'p1@example.com', country: 'DE' });

    await stack.client.control('reset', {});
    const cut = written();
    // Dies in the middle of the second stretch: some of its events are out, and nothing says which.
    let stretches = 0;
    const dying = importOf(cut, async (events) => {
      if (++stretches === 1) return bus().publish(events);
      await bus().publish(events.slice(0, 50));
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await importOf(cut, none)).toBe('under-way');
    expect(await importOf(cut, none, '--resume', '--basis=express')).toBe('other');
    const { code, stdout } = await polyphony(['import', ...options(cut), bounds, '--resume', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ isComplete: true, ...(typeof all === 'object' && all.tally) });
    expect(await kept()).toEqual(first);
    expect(readFileSync(`${cut}.import.jsonl`, 'utf8')).toBe(readFileSync(`${whole}.import.jsonl`, 'utf8'));
    expect(existsSync(`${cut}.import.jsonl.state.json`)).toBe(false);
  }, 240_000);

  it('publishes nothing in a dry run, and says what it would', async () => {
    const file = written();
    const { stdout } = await polyphony(['import', ...options(file), '--dry-run']);
    expect(stdout).toContain('nothing was published');
    expect(stdout).toMatch(/\d+ {2}email granted express/);
    expect(stdout).toMatch(/lines a second/);
    expect((await kept()).size).toBe(0);
  });

  it('suppresses an address that bounced elsewhere, whoever comes behind it later', async () => {
    const file = join(folder(), 'cleaned_members.csv');
    writeFileSync(file, 'Email Address,Id,LAST_CHANGED\ndead@example.com,u1,2026-05-01 00:00:00\n');
    const args = ['import', file, '--from=mailchimp', '--user-id=Id', '--endpoint', stack.sandbox.url];
    expect(await polyphony(args)).toMatchObject({ code: 0, stdout: expect.stringContaining('Addresses suppressed') });
    await stack.client.publish({ type: 'profile.updated', detail: { userId: 'u2', email: 'Dead@example.com' } });
    const all = await kept();
    for (const user of ['u1', 'u2']) {
      expect(JSON.stringify(all.get(`USER#${user} LEDGER`))).toContain('bounced');
    }
  });

  it('says what is missing before it begins', async () => {
    const file = written();
    expect(await polyphony(['import', file])).toMatchObject({ code: 2, stderr: expect.stringContaining('--from') });
    expect(await polyphony(['import', file, '--from=braze', '--basis=double_opt_in'])).toMatchObject({ code: 2 });
    const nowhere = ['import', file, '--from=braze', '--endpoint', stack.sandbox.url, '--stage=prod'];
    expect(await polyphony(nowhere)).toMatchObject({ code: 1, stderr: expect.stringContaining('--stage') });
  });
});
