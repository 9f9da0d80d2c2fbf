import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address, Delivery, Provider } from '../../lib/domain/delivery.ts';
import { deliver } from '../../lib/engine/touch/deliver.ts';

const android: Address = { address: 'android', platform: 'fcm' };
const iphone: Address = { address: 'iphone', platform: 'apns' };

const accepted: Delivery = { verdict: 'accepted', providerId: 'm' };
const doubt: Delivery = { verdict: 'in-doubt', detail: '' };
const down: Delivery = { verdict: 'unavailable', reason: 'down', detail: '' };
const ours: Delivery = { verdict: 'misconfigured', reason: 'credentials', detail: '' };
const noWay: Delivery = { verdict: 'refused', reason: 'unreachable', detail: '' };
const rejected: Delivery = { verdict: 'refused', reason: 'rejected', detail: '' };
const dead = (address: string): Delivery => ({ ...noWay, dead: [address] }) as Delivery;

interface Script {
  readonly name: string;
  /** Platforms that it can reach; all when not said. */
  readonly reaches?: readonly string[];
  /** By address; accepted when not said. */
  readonly says?: Readonly<Record<string, Delivery>>;
}

/** Sends to some devices by some providers. @returns the answer, and who was asked about whom */
async function send(scripts: readonly Script[], to: readonly Address[], late = false) {
  const asked: string[] = [];
  const providers = scripts.map(
    ({ name, reaches, says = {} }): Provider => ({
      name,
      channel: 'push',
      echoes: true,
      ...(reaches && { reaches: ({ platform }: Address) => reaches.includes(platform ?? '') }),
      async send(envelope) {
        const each = envelope.to.map(({ address }) => ({ address, delivery: says[address] ?? accepted }));
        asked.push(...each.map(({ address }) => `${name} ${address}`));
        return { ...(each[0]?.delivery ?? doubt), each };
      },
    }),
  );
  const occasion = { now: () => (late ? 20_000 : 0), invocation: 'i', backOff: async () => {} };
  const ports = { providers: () => providers.map((provider) => async () => provider), occasion };
  const message = { channel: 'push', title: 't', body: 'b' } as const;
  const envelope = { touchId: 't', user: 'ada', purpose: 'marketing', at: 0, to, message } as const;
  const { delivery, provider, dead: gone } = await deliver({ channel: 'push', now: 0, ports }, envelope);
  return { delivery, provider: provider.name, gone, asked };
}

const fcm = { name: 'fcm', reaches: ['fcm'] };

describe('a person with an Android phone and an iPhone', () => {
  it('is told on each by a provider that can reach it', async () => {
    const sent = await send([fcm, { name: 'pinpoint' }], [android, iphone]);
    expect(sent.asked).toEqual(['fcm android', 'pinpoint iphone']);
    expect(sent).toMatchObject({ delivery: accepted, provider: 'fcm' });
  });

  it('is told on both by one provider that reaches both', async () => {
    expect((await send([{ name: 'pinpoint' }, fcm], [iphone, android])).asked).toEqual([
      'pinpoint iphone',
      'pinpoint android',
    ]);
  });

  it('has each device carried on by the next provider alone', async () => {
    const pinpoint = { name: 'pinpoint', says: { iphone: down } };
    const sent = await send([pinpoint, { name: 'sns' }], [android, iphone]);
    expect(sent.asked).toEqual(['pinpoint android', 'pinpoint iphone', 'sns iphone']);
    expect(sent).toMatchObject({ delivery: accepted, provider: 'pinpoint' });
  });

  it('is never told again on a device in doubt, whatever becomes of the other', async () => {
    const pinpoint = { name: 'pinpoint', says: { iphone: doubt, android: ours } };
    const sent = await send([pinpoint, { name: 'sns' }], [android, iphone]);
    expect(sent.asked.slice(2)).toEqual(['sns android']);
    expect(sent).toMatchObject({ delivery: accepted, provider: 'sns' });
    const nobody = await send([pinpoint, { name: 'sns', says: { android: down } }], [android, iphone]);
    expect(nobody).toMatchObject({ delivery: doubt, provider: 'pinpoint' });
  });

  it('is unavailable while one device may be carried later, and loses the tokens that are dead', async () => {
    const sent = await send([{ name: 'sns', says: { android: dead('android'), iphone: down } }], [android, iphone]);
    expect(sent).toMatchObject({ delivery: down, gone: ['android'] });
  });
});

it('a device that nobody reaches is unreachable, and nobody is asked', async () => {
  const sent = await send([fcm], [iphone]);
  expect(sent).toMatchObject({ delivery: { verdict: 'refused', reason: 'unreachable' }, provider: 'fcm', gone: [] });
  expect(sent.asked).toEqual([]);
});

it('a provider that is asked too late is not asked', async () => {
  expect((await send([{ name: 'a', says: { android: down } }, { name: 'b' }], [android], true)).asked).toEqual([
    'a android',
  ]);
});

it('no device is told twice, and none is left out that a provider would have taken', async () => {
  const verdict = fc.constantFrom(accepted, doubt, down, ours, noWay, rejected);
  const script = (name: string) =>
    fc.record({ name: fc.constant(name), says: fc.record({ android: verdict, iphone: verdict }) });
  await fc.assert(
    fc.asyncProperty(script('a'), script('b'), script('c'), async (a, b, c) => {
      const scripts = [a, b, c];
      const { asked, delivery } = await send(scripts, [android, iphone]);
      for (const device of ['android', 'iphone'] as const) {
        const answers = scripts
          .filter(({ name }) => asked.includes(`${name} ${device}`))
          .map(({ says }) => says[device]);
        const final = answers.findIndex((answer) =>
          ([accepted, doubt, rejected] as readonly Delivery[]).includes(answer),
        );
        expect(answers).toHaveLength(final === -1 ? scripts.length : final + 1);
        if (answers.includes(accepted)) expect(delivery.verdict).toBe('accepted');
      }
    }),
  );
});
