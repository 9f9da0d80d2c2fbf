import { describe, expect, it } from 'vitest';
import { suppressionOf } from '../../lib/domain/address/state.ts';
import { linkId } from '../../lib/domain/link.ts';
import type { SoftBounce } from '../../lib/domain/mailbox/soft-bounces.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { touchDigest } from '../../lib/domain/touch-id.ts';
import { satisfies } from '../../lib/domain/touch-record.ts';
import { takeFeedback } from '../../lib/engine/feedback.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import type { SoftBounces } from '../../lib/engine/soft-bounce.ts';
import { addressBook } from './address-book.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { day, Surroundings, welcome } from './surroundings.ts';

const email = 'ada@example.com';

/** Somebody who was sent an email, and whose mailbox is counted on. */
async function emailed() {
  const world = new Surroundings();
  const hello = { name: 'hello', channel: 'email', content: 'hello' } as const;
  world.journeys = [{ ...welcome, steps: { ...welcome.steps, hello } }];
  world.know('ada');
  await signUp(world);
  await touchOnce(world, requestOf('hello'));
  const mailbox: { inRow: readonly SoftBounce[] } = { inRow: [] };
  let delivered: number | undefined;
  const book = addressBook({ [`email ${email}`]: ['ada'] });
  const softBounces: SoftBounces = {
    read: async (channel, address) => ({ users: await book.users(channel, address), ...mailbox }),
    write: async (_channel, _address, before, inRow) => {
      if (JSON.stringify(before) !== JSON.stringify(mailbox.inRow)) return false;
      mailbox.inRow = inRow;
      return true;
    },
    clear: async () => {
      mailbox.inRow = [];
    },
    lastDelivered: async (_user, _channel, since) =>
      delivered !== undefined && delivered >= since ? delivered : undefined,
  };
  const ports = {
    ...world,
    ...world.rules,
    program: world.program,
    addresses: book,
    evidence: { append: async (_: string, said: object) => void world.evidence.push(said) },
    softBounces,
  };
  const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' };
  const sentAt = world.time;
  const hear = (heard: Pick<Feedback, 'kind'> & Partial<Feedback>) =>
    takeFeedback({ touch, at: world.time, event: 'e', ...heard }, world.occasion(), ports);
  const click = (link: string, after: number, more: Partial<NonNullable<Feedback['click']>> = {}) =>
    hear({ kind: 'clicked', at: sentAt + after, click: { link, byMachine: false, timed: true, ...more } });
  const record = () => [...world.records.values()][0];
  return { world, ports, touch, hear, click, record, mailbox, deliver: (at: number) => (delivered = at) };
}

describe('a click', () => {
  const clicked = (record: { feedback: object } | undefined) => satisfies('clicked', record?.feedback ?? {});

  it('of a person counts', async () => {
    const { click, record, world } = await emailed();
    await click('a', 8_000);
    expect(clicked(record())).toBe(true);
    expect(world.profiles.get('ada')?.profile.engaged).toEqual({ email: world.time + 8_000 });
  });

  it('of a known scanner, and one that is faster than a person, satisfies no guard and is no engagement', async () => {
    for (const [after, byMachine] of [
      [60_000, true],
      [1_500, false],
    ] as const) {
      const { click, record, world } = await emailed();
      await click('a', after, { byMachine });
      expect(record()?.feedback).toEqual({ scanned: world.time + after });
      expect(clicked(record())).toBe(false);
      expect(world.profiles.get('ada')?.profile.engaged).toEqual({});
      expect(world.tallied.map(({ add }) => add.scanned)).toContain(1);
      expect(world.announced.map(({ type }) => type)).not.toContain('touch.clicked');
      await click('a', 3_600_000);
      expect(clicked(record())).toBe(true);
    }
  });

  it('is judged by when the email was delivered, where that is known and the click says its own time', async () => {
    for (const [after, timed, machine] of [
      [301_000, true, true],
      [301_000, false, false],
      [304_000, true, false],
    ] as const) {
      const { hear, click, record, world } = await emailed();
      await hear({ kind: 'delivered', at: world.time + 300_000 });
      await click('a', after, { timed });
      expect(clicked(record())).toBe(!machine);
    }
  });

  it('on every link at once is a machine’s, and the first of them is taken back', async () => {
    const { click, record, world } = await emailed();
    await click('a', 60_000);
    expect(clicked(record())).toBe(true);
    await click('b', 60_400);
    await click('c', 61_000);
    expect(record()?.feedback).toEqual({ scanned: world.time + 61_000 });
    expect(world.profiles.get('ada')?.profile.engaged).toEqual({});
    const sum = (name: string) => world.tallied.reduce((total, { add }) => total + (add[name] ?? 0), 0);
    expect([sum('clicked'), sum('hello.clicked'), sum('users.clicked'), sum('scanned')]).toEqual([0, 0, 0, 1]);
  });

  it('on every link, all noted at the same time, is a machine’s whichever is dealt with first', async () => {
    const { click, record, world } = await emailed();
    await Promise.all(['a', 'b', 'c', 'd'].map((link, n) => click(link, 60_000 + 100 * n)));
    expect(clicked(record())).toBe(false);
    expect(record()?.feedback).toMatchObject({ scanned: expect.any(Number) });
    const sum = (name: string) => world.tallied.reduce((total, { add }) => total + (add[name] ?? 0), 0);
    expect([sum('clicked'), sum('hello.clicked'), sum('scanned')]).toEqual([0, 0, 1]);
  });

  it('on two links, some time apart, is a person’s', async () => {
    const { click, record } = await emailed();
    await click('a', 60_000);
    await click('b', 90_000);
    await click('c', 120_000);
    expect(clicked(record())).toBe(true);
    expect(record()?.feedback).not.toHaveProperty('scanned');
  });

  it('names no link in what is kept', async () => {
    const { click, world } = await emailed();
    await click(linkId('x', 0, 'key'), 60_000);
    expect(JSON.stringify([...world.clicks.all])).not.toContain(linkId('x', 0, 'key'));
  });
});

describe('an address that keeps turning messages away', () => {
  const turnedAway = async ({ world, ports }: Awaited<ReturnType<typeof emailed>>, n: number) => {
    const run = runId('welcome', 'ada', `event-${n}`);
    const touch = { user: 'ada', run, step: 'hello' };
    world.records.set(`ada/${run}/hello`, { journey: 'welcome', channel: 'email', group: 'treatment', feedback: {} });
    const softBounce = { channel: 'email', addresses: [email] } as const;
    const heard = { touch, kind: 'softBounced', at: world.time, event: `b${n}`, softBounce } as const;
    await takeFeedback(heard, world.occasion(), ports);
    return touch;
  };

  it('is written to no more after five in a row, until its person opens', async () => {
    const made = await emailed();
    const { world, mailbox, ports } = made;
    for (let n = 1; n <= 4; n++) {
      await turnedAway(made, n);
      // The same message turned away again counts once.
      await turnedAway(made, n);
      world.time += day;
    }
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    const touch = await turnedAway(made, 5);
    expect(world.ledgers.get('ada')?.suppressed.email).toMatchObject({ reason: 'soft-bounced' });
    expect(mailbox.inRow).toHaveLength(5);
    world.time += day;
    await takeFeedback({ touch, kind: 'prefetched', at: world.time, event: 'p' }, world.occasion(), ports);
    expect(world.ledgers.get('ada')?.suppressed.email).toBeDefined();
    await takeFeedback({ touch, kind: 'opened', at: world.time, event: 'o' }, world.occasion(), ports);
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    expect(mailbox.inRow).toEqual([]);
  });

  it('begins anew with a delivery, and forgets what is older than two weeks', async () => {
    const made = await emailed();
    const { world, deliver, mailbox } = made;
    for (let n = 1; n <= 4; n++) await turnedAway(made, n);
    world.time += day;
    deliver(world.time);
    world.time += day;
    await turnedAway(made, 5);
    expect(mailbox.inRow.map(({ touch }) => touch)).toEqual([
      touchDigest({ user: 'ada', run: runId('welcome', 'ada', 'event-5'), step: 'hello' }),
    ]);
    for (let n = 6; n <= 8; n++) await turnedAway(made, n);
    world.time += 15 * day;
    await turnedAway(made, 9);
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    expect(mailbox.inRow).toHaveLength(1);
  });

  it('is told to every ledger by a second attempt, wherever the first one died', async () => {
    const made = await emailed();
    const { world } = made;
    for (let n = 1; n <= 4; n++) await turnedAway(made, n);
    for (let call = 1; call <= 6; call++) {
      world.kill = { call: world.calls + call, when: 'before' };
      await turnedAway(made, 5).catch(() => {});
    }
    world.kill = null;
    await turnedAway(made, 5);
    expect(world.ledgers.get('ada')?.suppressed.email).toMatchObject({ reason: 'soft-bounced' });
  });
});

describe('a complaint about somebody who was erased since', () => {
  it('suppresses the address, writes nothing under their id, and is no failure', async () => {
    const { world, ports, hear } = await emailed();
    world.records.clear();
    world.erase('ada');
    await ports.addresses.release('email', email, 'ada');
    world.evidence.length = 0;
    await hear({ kind: 'complained', suppress: { channel: 'email', reason: 'complained', addresses: [email] } });
    expect([world.ledgers.size, world.profiles.size, world.records.size, world.evidence.length]).toEqual([0, 0, 0, 0]);
    expect(suppressionOf((await ports.addresses.link('email', email, 'eve')).state)?.reason).toBe('complained');
  });
});
