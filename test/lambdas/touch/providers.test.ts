import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lazyProviders } from '../../../lambdas/touch/providers.ts';
import { type Channel, channels } from '../../../lib/domain/channel.ts';
import { program } from '../../../statemachines/registry.ts';

const providers = () => lazyProviders({ put: async () => {} });
const all = (channel: Channel, make = providers()) => Promise.all(make(channel).map((load) => load()));

describe('the providers of a channel', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    for (const name of ['EMAIL_FROM', 'SES_CONFIGURATION_SET', 'PINPOINT_APPLICATION_ID']) vi.stubEnv(name, 'x');
    for (const name of ['SMS_ORIGINATION_IDENTITY', 'WHATSAPP_NUMBER']) vi.stubEnv(name, 'arn:x');
    for (const name of ['ACCOUNT_SID', 'SECRET', 'NUMBER', 'WHATSAPP_NUMBER']) vi.stubEnv(`TWILIO_${name}`, 'x');
    for (const name of ['FCM_PROJECT', 'FCM_SECRET', 'API_URL']) vi.stubEnv(name, 'x');
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each(channels)('are those that the program names for %s, in its order', async (channel) => {
    const made = await all(channel);
    expect(made.map(({ name }) => name)).toEqual(program.providers[channel]);
    expect(made.every((provider) => provider.channel === channel)).toBe(true);
  });

  it('are made once', async () => {
    const make = providers();
    expect((await all('sms', make))[0]).toBe((await all('sms', make))[0]);
  });

  it('begin with the one that this stage was told to put first', async () => {
    vi.stubEnv('PROVIDERS', 'push=sns,sms=sns');
    const names = async (channel: 'push' | 'sms') => (await all(channel)).map(({ name }) => name);
    expect((await names('push')).slice(0, 2)).toEqual(['sns', 'pinpoint']);
    expect((await names('sms'))[0]).toBe('sns');
  });

  it('say which setting of the stack is missing', async () => {
    vi.stubEnv('SMS_ORIGINATION_IDENTITY', '');
    await expect(all('sms')).rejects.toThrow('SMS_ORIGINATION_IDENTITY');
  });
});
