import { afterEach, expect, it, vi } from 'vitest';
import { measured } from '../../../lambdas/metrics.ts';
import { watched } from '../../../lambdas/touch/watched.ts';
import type { Delivery, ProviderAnswer } from '../../../lib/domain/delivery.ts';

const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
afterEach(() => written.mockClear());

/** What was counted since: each metric's line. */
const lines = () => written.mock.calls.map(([text]) => JSON.parse(String(text)) as Readonly<Record<string, unknown>>);

const ours = (reason: 'sender' | 'credentials'): Delivery => ({ verdict: 'misconfigured', reason, detail: 'X (400)' });
const accepted: Delivery = { verdict: 'accepted', providerId: 'm' };

async function send(answer: ProviderAnswer) {
  const provider = watched({ name: 'ses', channel: 'email', echoes: true, send: async () => answer });
  const message = { channel: 'email', subject: 's', html: 'h', text: 't' } as const;
  const to = [{ address: 'ada@example.com' }];
  return provider.send({ touchId: 't', user: 'ada', purpose: 'marketing', at: 0, to, message });
}

it('counts a fault of the account by provider and reason, and passes the answer on', async () => {
  expect(await send(ours('sender'))).toEqual(ours('sender'));
  expect(lines()).toEqual([
    expect.objectContaining({
      level: 'warn',
      message: 'provider.misconfigured',
      Provider: 'ses',
      Reason: 'sender',
      ProviderMisconfigured: 1,
      touchId: 't',
      detail: 'X (400)',
    }),
  ]);
  expect(JSON.stringify(lines())).not.toContain('ada@example.com');
});

it('counts each fault of several devices once, also where one device was reached', async () => {
  const each = [accepted, ours('credentials'), ours('credentials')].map((delivery, at) => ({
    address: `${at}`,
    delivery,
  }));
  await send({ ...accepted, each });
  expect(lines().map(({ Reason }) => Reason)).toEqual(['credentials']);
});

it('counts nothing of what is no fault', async () => {
  await send(accepted);
  await send({ verdict: 'unavailable', reason: 'down', detail: '' });
  expect(lines()).toEqual([]);
});

it('counts what was given up by channel, provider and reason, and no other failure', async () => {
  const failed = (reason: string) => ({
    type: 'touch.failed' as const,
    detail: { userId: 'ada', journey: 'news', group: 'treatment', channel: 'email', provider: 'ses', reason },
  });
  const reasons = ['misconfigured: sender', 'down', 'throttled', 'rejected', 'no-content'];
  await measured({ announce: async () => {} }).announce(reasons.map(failed));
  const given = lines().filter((line) => 'GivenUp' in line);
  expect(given.map(({ Channel, Provider, Reason }) => `${Channel} ${Provider} ${Reason}`)).toEqual([
    'email ses sender',
    'email ses down',
    'email ses throttled',
  ]);
});
