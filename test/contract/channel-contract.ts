import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Envelope, Fault, Provider } from '../../lib/domain/delivery.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import type { Client, Sent } from '../sandbox/client.ts';

export interface Subject {
  /** The provider over its real client, pointed at the sandbox. */
  readonly provider: () => Provider;
  readonly client: () => Client;
  /** A message and addresses it can carry. */
  readonly envelope: Pick<Envelope, 'to' | 'message' | 'unsubscribeUrl'>;
  /** What the provider's documentation asks a request to be, field by field. */
  readonly request: (id: string) => unknown;
  /** What a final refusal of the local twin means. */
  readonly rejected: Partial<Delivery>;
  /** What the account-wide fault of the local twin is about. */
  readonly misconfigured: Fault;
}

/** A form's fields; anything else as it is. */
const fields = (request: unknown) =>
  typeof request === 'string' ? Object.fromEntries(new URLSearchParams(request)) : request;

const touch = { user: 'ada', run: runId('welcome', 'ada', ''), step: 'hello' };

/** What every provider must do, whatever it carries. A channel is done when it passes. */
export function channelContract(name: string, { provider, client, envelope, request, ...expected }: Subject): void {
  const { rejected, misconfigured } = expected;
  const send = () =>
    provider().send({ touchId: touchId(touch), user: touch.user, purpose: 'marketing', at: 0, ...envelope });
  const behave = (mood: string, times = 1) => client().control(`providers/${name}`, { behave: mood, times });
  const recorded = (): Promise<readonly Sent[]> => client().outbox();

  describe(`${name} for ${envelope.message.channel}, as every channel`, () => {
    beforeEach(() => client().control('reset', {}));

    it('sends what the provider documents, and says what it was called there', async () => {
      expect(await send()).toMatchObject({ verdict: 'accepted', providerId: expect.stringMatching(/./) });
      const [sent, ...more] = (await recorded()) as unknown as { request: unknown; touchId: string; userId: string }[];
      expect(more).toEqual([]);
      expect(sent).toMatchObject({ touchId: touchId(touch), userId: 'ada' });
      expect(fields(sent?.request)).toEqual(request(touchId(touch)));
    });

    it.each([
      ['throttle', { verdict: 'unavailable', reason: 'throttled' }],
      ['down', { verdict: 'unavailable', reason: 'down' }],
      ['misconfigured', { verdict: 'misconfigured', reason: misconfigured }],
      ['error', { verdict: 'in-doubt' }],
    ])('reads %s as what it proves, sends nothing and asks only once', async (mood, verdict) => {
      await behave(mood);
      expect(await send()).toMatchObject(verdict);
      expect(await recorded()).toEqual([]);
    });

    it('reads a final refusal as final', async () => {
      await behave('reject');
      expect(await send()).toMatchObject(rejected);
      expect(await recorded()).toEqual([]);
    });

    it('is in doubt when it was accepted and the answer was lost', async () => {
      await behave('accept-then-timeout');
      expect(await send()).toMatchObject({ verdict: 'in-doubt' });
      expect(await recorded()).toHaveLength(1);
    });

    it('refuses a message of another channel as a bug of ours', async () => {
      const channel = envelope.message.channel === 'whatsapp' ? 'sms' : 'whatsapp';
      const message = { channel, body: 'x' } as const;
      const wrong = { touchId: 'x', user: 'ada', purpose: 'marketing', at: 0, to: envelope.to, message } as const;
      await expect(provider().send(wrong)).rejects.toThrow(TypeError);
    });

    it.each(['error', 'misconfigured', 'throttle'])(
      'names neither address nor text in what it says of %s',
      async (mood) => {
        await behave(mood);
        const { each = [], ...said } = await send();
        const details = [said, ...each.map(({ delivery }) => delivery)];
        for (const { address } of envelope.to) expect(JSON.stringify(details)).not.toContain(address);
      },
    );
  });
}
