import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { consent } from '../../lib/engine/identify.ts';
import { listen } from '../../lib/engine/listen.ts';
import { withdraw } from '../../lib/engine/withdraw.ts';
import { addressBook } from './address-book.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { day, hour, Surroundings } from './surroundings.ts';

const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'first-steps' };
const sharedBy = (...users: string[]) => addressBook({ 'email a@example.com': users });
const portsOf = (world: Surroundings) => ({
  ...world,
  ...world.rules,
  addresses: sharedBy('ada', 'bob'),
  erasures: { last: async () => null },
  evidence: { append: async (_: string, said: object) => void world.evidence.push(said) },
});

const emailed = async () => {
  const world = new Surroundings();
  world.know('ada');
  world.know('bob');
  await signUp(world);
  await touchOnce(world, requestOf('hello'));
  world.time += day;
  await touchOnce(world, requestOf('first-steps'));
  return world;
};

describe('withdraw', () => {
  it('lets no touch be claimed once it returns', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const said = {
      user: 'ada',
      channel: 'push',
      purpose: 'marketing',
      at: world.time,
      source: 'test',
      event: 'e',
    } as const;
    expect(await withdraw(said, world.occasion(), portsOf(world))).toBe(true);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toEqual([]);
    expect([...world.records.values()][0]).toMatchObject({ outcome: 'skipped', reason: 'consent-withdrawn' });
  });

  it('is not undone by an older opt-in that arrives later', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const about = { user: 'ada', channel: 'push', purpose: 'marketing', event: 'e' } as const;
    await withdraw({ ...about, at: world.time, source: 'test' }, world.occasion(), portsOf(world));
    await consent(
      { ...about, status: 'granted', basis: 'express', at: world.time - hour },
      world.occasion(),
      portsOf(world),
    );
    await touchOnce(world, requestOf('hello'));
    expect(world.sent).toEqual([]);
  });
});

describe('consent that a platform has on record', () => {
  const yes = {
    user: 'ada',
    channel: 'sms',
    purpose: 'marketing',
    event: 'e',
    status: 'granted',
    basis: 'express',
  } as const;
  const granted = (world: Surroundings) => world.ledgers.get('ada')?.consents['sms.marketing']?.granted.express;

  it('counts when it was never heard here, and repeating it later says nothing new', async () => {
    const world = new Surroundings();
    world.know('ada');
    const first = { ...yes, at: world.time, restated: true };
    for (const said of [first, first, { ...first, at: world.time + day }]) {
      await consent(said, world.occasion(), portsOf(world));
    }
    expect(granted(world)).toBe(world.time);
    // Heard twice by a retry, written down twice under one key; what is only repeated is no evidence.
    expect(world.evidence).toHaveLength(2);
  });

  it('does not undo a no, however much later it is repeated', async () => {
    const world = new Surroundings();
    world.know('ada');
    const no = {
      user: 'ada',
      channel: 'sms',
      purpose: 'marketing',
      event: 'e',
      at: world.time,
      source: 'test',
    } as const;
    await withdraw(no, world.occasion(), portsOf(world));
    await consent({ ...yes, at: world.time + day, restated: true }, world.occasion(), portsOf(world));
    expect(granted(world)).toBeUndefined();
    await consent({ ...yes, at: world.time + day }, world.occasion(), portsOf(world));
    expect(granted(world)).toBe(world.time + day);
  });
});

describe('listen', () => {
  it('adds feedback once and announces it once, whatever is repeated', async () => {
    const world = await emailed();
    const heard = { touch, kind: 'opened', at: world.time, event: 'e' } as const;
    await listen(heard, world.occasion(), portsOf(world));
    await listen(heard, world.occasion(), portsOf(world));
    expect(world.announced.filter(({ type }) => type === 'touch.opened')).toHaveLength(1);
    expect(world.announced.at(-1)?.detail).toMatchObject({
      touchId: touchId(touch),
      step: 'first-steps',
      channel: 'email',
    });
    expect(world.profiles.get('ada')?.profile.engaged).toEqual({ email: world.time });
  });

  it('suppresses the address for everybody behind it when it bounces for good', async () => {
    const world = await emailed();
    const bounce = {
      touch,
      kind: 'bounced',
      at: world.time,
      event: 'e',
      suppress: { channel: 'email', reason: 'bounced', addresses: ['a@example.com'] },
    } as const;
    await listen(bounce, world.occasion(), portsOf(world));
    expect(world.ledgers.get('ada')?.suppressed.email).toMatchObject({ reason: 'bounced' });
    expect(world.ledgers.get('bob')?.suppressed.email).toMatchObject({ reason: 'bounced' });
  });

  it('takes a complaint as a no', async () => {
    const world = await emailed();
    const complaint = {
      touch,
      kind: 'complained',
      at: world.time,
      event: 'e',
      suppress: { channel: 'email', reason: 'complained', addresses: ['a@example.com'] },
    } as const;
    await listen(complaint, world.occasion(), portsOf(world));
    expect(world.ledgers.get('ada')?.consents['email.marketing']?.withdrawn).toBe(world.time);
    expect(world.evidence).toContainEqual(expect.objectContaining({ status: 'withdrawn', source: 'complaint' }));
  });

  it('keeps feedback that comes before the outcome', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const early = { ...touch, step: 'hello' };
    await listen({ touch: early, kind: 'opened', at: world.time, event: 'e' }, world.occasion(), portsOf(world));
    await touchOnce(world, requestOf('hello'));
    expect([...world.records.values()][0]).toMatchObject({ outcome: 'sent', feedback: { opened: world.time } });
  });

  it('refuses feedback on a touch that never was', async () => {
    const world = new Surroundings();
    const heard = { touch, kind: 'opened', at: world.time, event: 'e' } as const;
    await expect(listen(heard, world.occasion(), portsOf(world))).rejects.toMatchObject({ name: 'Unusable' });
  });
});
