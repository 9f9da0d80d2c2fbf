import { describe, expect, it } from 'vitest';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { mostRuns, mostRunsForMarketing } from '../../lib/domain/ledger/capacity.ts';
import { emptyLedger } from '../../lib/domain/ledger.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { enter } from '../../lib/engine/enter.ts';
import { withdraw } from '../../lib/engine/withdraw.ts';
import { encodeLedger } from '../../lib/store/ledger-codec.ts';
import { storedBytes } from '../store/stored-bytes.ts';
import { touchOnce } from './journey-of.ts';
import { day, minute, Surroundings, welcome } from './surroundings.ts';

const order: JourneyRules = {
  ...welcome,
  name: 'order-confirmation',
  purpose: 'transactional',
  enter: { on: 'order.placed', again: { kind: 'per', field: 'orderId' } },
  exits: ['order.canceled'],
  remembers: ['orderId', 'note'],
};
const digest: JourneyRules = { ...welcome, name: 'digest', enter: { on: 'user.signed_up', again: { kind: 'always' } } };

function worldOf(): Surroundings {
  const world = new Surroundings();
  world.journeys = [order, digest];
  world.know('machine');
  return world;
}

const place = (world: Surroundings, n: number, note = 'a few words of the order') =>
  enter(
    {
      journey: 'order-confirmation',
      user: 'machine',
      eventId: `${n}`,
      at: world.time,
      detail: { orderId: `order-${n}`, note },
    },
    world.occasion(),
    { ...world, ...world.rules },
  );
const join = (world: Surroundings, n: number) =>
  enter({ journey: 'digest', user: 'machine', eventId: `${n}`, at: world.time, detail: {} }, world.occasion(), {
    ...world,
    ...world.rules,
  });
const ledgerOf = (world: Surroundings) => world.ledgers.get('machine') ?? emptyLedger;
const bytes = (world: Surroundings) => storedBytes(encodeLedger(ledgerOf(world)));
const hear = (world: Surroundings, event: string) =>
  conclude({ user: 'machine', event, id: event, at: world.time, detail: {} }, world.occasion(), {
    ...world,
    ...world.rules,
  });

describe('an account with a thousand runs in a fortnight', () => {
  it('enters as many as its ledger holds, leaves some to what is needed, and enters again when they are forgotten', async () => {
    const world = worldOf();
    const why: Record<string, number> = {};
    for (let n = 0; n < 500; n++) {
      world.time += 20 * minute;
      for (const answer of [await join(world, n), await place(world, n)]) {
        const what = answer.entered ? 'entered' : answer.why;
        why[what] = (why[what] ?? 0) + 1;
        const run = answer.entered && ledgerOf(world).runs[answer.run];
        if (!run) continue;
        // Every run says something, so that touches pile up too.
        const ref = {
          id: run.id,
          user: 'machine',
          journey: run.journey,
          group: run.group,
          at: new Date(run.at).toISOString(),
        };
        await touchOnce(world, { run: ref, step: 'hello', channel: 'push', then: null }).catch(() => {});
      }
    }
    expect(why).toEqual({ entered: mostRuns, 'ledger-full': 1_000 - mostRuns });
    const runs = Object.values(ledgerOf(world).runs);
    expect(runs.filter(({ journey }) => journey === 'digest').length).toBeLessThanOrEqual(mostRunsForMarketing);
    expect(bytes(world)).toBeLessThan(400 * 1024);
    expect(world.refused.at(-1)).toMatchObject({ why: 'ledger-full' });

    world.time += 21 * day;
    expect(await join(world, 5_000)).toMatchObject({ entered: true });
    expect(Object.keys(ledgerOf(world).runs).length).toBeLessThan(mostRuns);
  });

  it('is closed and opted out with every run open and full, and stays below what an item holds', async () => {
    const world = worldOf();
    let entered = 0;
    for (let n = 0; ; n++) {
      const answer = await place(world, n, 'x'.repeat(2_000));
      if (!answer.entered) break;
      entered += 1;
    }
    expect(entered).toBeGreaterThan(100);
    expect(entered).toBeLessThan(mostRuns);
    await withdraw(
      { user: 'machine', channel: 'email', purpose: 'marketing', at: world.time, source: 'test', event: 'e' },
      world.occasion(),
      { ...world, ...world.rules, addresses: world.book, evidence: world.log },
    );
    expect(ledgerOf(world).consents['email.marketing']?.withdrawn).toBe(world.time);
    expect(await hear(world, 'onboarding.completed')).toHaveLength(entered);
    expect(bytes(world)).toBeLessThan(400 * 1024);
    expect(Object.values(ledgerOf(world).runs).every(({ ended }) => ended?.why === 'converted')).toBe(true);
  });

  it('refuses one entry whose fields alone would fill the item', async () => {
    const world = worldOf();
    expect(await place(world, 1, 'x'.repeat(500_000))).toEqual({ entered: false, why: 'ledger-full' });
    expect(await place(world, 2)).toMatchObject({ entered: true });
    expect(ledgerOf(world).runs[runId('order-confirmation', 'machine', 'order-2')]).toBeDefined();
  });
});
