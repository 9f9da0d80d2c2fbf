import { describe, expect, it } from 'vitest';
import { linkId } from '../../lib/domain/link.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { satisfies } from '../../lib/domain/touch-record.ts';
import { follow } from '../../lib/engine/follow.ts';
import { type Feedback, listen } from '../../lib/engine/listen.ts';
import { hearWord } from '../../lib/engine/suppress.ts';
import { addressBook } from './address-book.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { hour, Surroundings, welcome } from './surroundings.ts';

const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' };
const number = '+14155550123';

/** Somebody who was sent a text message. */
async function texted(machineOpens?: 'ignore' | 'count') {
  const world = new Surroundings();
  const sms = { name: 'hello', channel: 'sms', content: 'hello' } as const;
  world.journeys = [{ ...welcome, steps: { ...welcome.steps, hello: sms } }];
  world.program = { ...world.program, providers: { ...world.program.providers, sms: ['texts'] } };
  world.know('ada', { phone: number });
  world.know('bob', { phone: number });
  await signUp(world);
  await touchOnce(world, requestOf('hello'));
  const ports = {
    ...world,
    ...world.rules,
    program: { ...world.program, ...(machineOpens && { machineOpens }) },
    addresses: addressBook({ [`sms ${number}`]: ['ada', 'bob'] }),
    evidence: { append: async (_: string, said: object) => void world.evidence.push(said) },
  };
  const hear = (heard: Omit<Feedback, 'touch' | 'at' | 'event'>) =>
    listen({ touch, at: world.time, event: 'e', ...heard }, world.occasion(), ports);
  const record = () => [...world.records.values()][0];
  return { world, ports, hear, record };
}

describe('a machine’s open', () => {
  it('satisfies no guard, and is tallied apart', async () => {
    const { world, hear, record } = await texted();
    await hear({ kind: 'prefetched' });
    expect(satisfies('opened', record()?.feedback ?? {})).toBe(false);
    expect(world.profiles.get('ada')?.profile.engaged).toEqual({});
    expect(world.tallied.slice(-2).map(({ add }) => add)).toEqual([
      { prefetched: 1, 'hello.prefetched': 1 },
      { 'users.delivered': 1 },
    ]);
    expect(world.announced.at(-1)).toMatchObject({ type: 'touch.opened', detail: { reason: 'machine' } });
  });

  it('counts where the program says so', async () => {
    const { world, hear, record } = await texted('count');
    await hear({ kind: 'prefetched' });
    expect(record()).toMatchObject({ feedback: { opened: world.time }, reasons: { opened: 'machine' } });
    expect(satisfies('opened', record()?.feedback ?? {})).toBe(true);
    expect(world.tallied.at(-2)?.add).toMatchObject({ opened: 1 });
  });
});

describe('the hour of an engagement', () => {
  const counted = (sum: number) => (hours: readonly number[] | undefined) =>
    (hours ?? []).reduce((total, count) => total + count, 0) === sum;

  it('is counted once, however often it is told, where a journey asks for the best hour', async () => {
    const { world, ports, hear } = await texted();
    await hear({ kind: 'clicked' });
    expect(world.profiles.get('ada')?.profile).not.toHaveProperty('hours');
    const asking = world.rules.journeys.all().map((rules) => ({ ...rules, bestHour: true as const }));
    ports.journeys = { ...ports.journeys, all: () => asking };
    world.time += 60_000;
    await hear({ kind: 'replied' });
    await hear({ kind: 'replied' });
    expect(world.profiles.get('ada')?.profile.hours).toSatisfy(counted(1));
    world.time += 60_000;
    await hear({ kind: 'opened' });
    expect(world.profiles.get('ada')?.profile.hours).toSatisfy(counted(2));
  });
});

describe('a dead number', () => {
  it('is suppressed for everybody behind it, also when the provider does not name it', async () => {
    for (const addresses of [[number], undefined]) {
      const { world, hear } = await texted();
      const suppress = { channel: 'sms', reason: 'bounced', ...(addresses && { addresses }) } as const;
      await hear({ kind: 'bounced', reason: '30006', suppress });
      for (const user of ['ada', 'bob'])
        expect(world.ledgers.get(user)?.suppressed.sms).toMatchObject({ reason: 'bounced' });
    }
  });

  it('is not guessed when the person has another number by now', async () => {
    const { world, hear } = await texted();
    world.time += hour;
    world.know('ada', { phone: '+14155550999', told: { phone: world.time } });
    await hear({ kind: 'bounced', reason: 'invalid', suppress: { channel: 'sms', reason: 'bounced' } });
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
  });

  it('told again is as old as when it was told first', async () => {
    const { world, hear } = await texted();
    const bounce = { kind: 'bounced', suppress: { channel: 'sms', reason: 'bounced', addresses: [number] } } as const;
    await hear(bounce);
    const before = world.ledgers.get('ada');
    world.time += hour;
    await hear(bounce);
    expect(world.ledgers.get('ada')).toEqual(before);
  });
});

describe('an opt-out that the provider knew first', () => {
  const optedOut = {
    kind: 'bounced',
    reason: '21610',
    suppress: { channel: 'sms', reason: 'unsubscribed', addresses: [number] },
  } as const;

  it('is a no of everybody behind the number', async () => {
    const { world, hear } = await texted();
    await hear(optedOut);
    for (const user of ['ada', 'bob']) {
      expect(world.ledgers.get(user)?.suppressed.sms).toMatchObject({ reason: 'unsubscribed' });
      expect(world.ledgers.get(user)?.consents['sms.marketing']?.withdrawn).toBeDefined();
    }
    expect(world.evidence).toContainEqual(expect.objectContaining({ source: 'opted out at the provider' }));
  });

  it('does not undo a START that came after the touch', async () => {
    const { world, ports, hear } = await texted();
    world.time += hour;
    for (const [word, by] of [
      ['stop', 'SM1'],
      ['start', 'SM2'],
    ] as const) {
      await hearWord('sms', number, { word, at: world.time, by, again: false }, world.occasion(), ports);
    }
    world.time += hour;
    await hear(optedOut);
    expect(world.ledgers.get('ada')?.suppressed).toEqual({});
    expect(world.ledgers.get('ada')?.consents['sms.marketing']?.withdrawn).toBeUndefined();
  });
});

describe('short links', () => {
  const link = { id: linkId(touchId(touch), 0, 'secret'), url: 'https://example.com/offer' };

  async function linked(kill?: { call: number; when: 'before' | 'after' }) {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const render: typeof world.content.render = async () => ({
      message: { channel: 'push', title: 't', body: `https://x.example/l/${link.id}` },
      links: [link],
    });
    const before = world.calls;
    if (kill) world.kill = { ...kill, call: before + kill.call };
    const speaking = Object.assign(world, { content: { ...world.content, render } });
    return { world, speak: () => touchOnce(speaking, requestOf('hello')) };
  }

  it('are stored before the message leaves, and counted on its record', async () => {
    const { world, speak } = await linked();
    await speak();
    expect(world.shortLinks.get(link.id)).toEqual({ url: link.url, touch });
    expect([...world.records.values()][0]).toMatchObject({ outcome: 'sent', links: 1 });
    for (let call = 1; call <= 4; call++) {
      const killed = await linked({ call, when: 'after' });
      await killed.speak().catch(() => {});
      if (killed.world.sent.length > 0) expect(killed.world.shortLinks.has(link.id)).toBe(true);
    }
  });

  it('lead on also when the tap cannot be counted', async () => {
    const { world, speak } = await linked();
    await speak();
    const ports = { ...world, ...world.rules };
    const tap = (id = link.id, looksOnly = false) => follow({ id, looksOnly }, world.occasion(), ports);
    world.kill = { call: world.calls + 2, when: 'before' };
    expect(await tap()).toMatchObject({ url: link.url, failed: { message: 'killed' } });
    world.kill = null;
    expect(await tap(link.id, true)).toEqual({ url: link.url });
    expect([...world.records.values()][0]?.feedback).toEqual({ scanned: world.time });
    expect(await tap()).toEqual({ url: link.url });
    expect([...world.records.values()][0]?.feedback).toEqual({ scanned: world.time, clicked: world.time });
    expect(await tap('nobodys')).toEqual({ url: null });
    world.shortLinks.set('bad', { url: 'http://example.com', touch });
    expect(await tap('bad')).toEqual({ url: null });
    world.shortLinks.set('gone', { url: link.url, touch: { ...touch, user: 'nobody' } });
    expect(await tap('gone')).toEqual({ url: link.url });
  });
});
