import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lazyProviders } from '../../../lambdas/touch/providers.ts';
import { channels } from '../../../lib/domain/channel.ts';
import { program } from '../../../statemachines/registry.ts';

const providers = () => lazyProviders({ put: async () => {} });

describe('the providers of a channel', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    for (const name of ['EMAIL_FROM', 'SES_CONFIGURATION_SET', 'PINPOINT_APPLICATION_ID']) vi.stubEnv(name, 'x');
    for (const name of ['SMS_ORIGINATION_IDENTITY', 'WHATSAPP_NUMBER']) vi.stubEnv(name, 'arn:x');
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each(channels)('are those that the program names for %s, in its order', async (channel) => {
    const made = await providers()(channel);
    expect(made.map(({ name }) => name)).toEqual(program.providers[channel]);
    expect(made.every((provider) => provider.channel === channel)).toBe(true);
  });

  it('are made once', async () => {
    const make = providers();
    expect((await make('sms'))[0]).toBe((await make('sms'))[0]);
  });

  it('begin with the one that this stage was told to put first', async () => {
    vi.stubEnv('PROVIDERS', 'push=sns,sms=sns');
    const names = async (channel: 'push' | 'sms') => (await providers()(channel)).map(({ name }) => name);
    expect((await names('push')).slice(0, 2)).toEqual(['sns', 'pinpoint']);
    expect((await names('sms'))[0]).toBe('sns');
  });

  it('say which setting of the stack is missing', async () => {
    vi.stubEnv('SMS_ORIGINATION_IDENTITY', '');
    await expect(providers()('sms')).rejects.toThrow('SMS_ORIGINATION_IDENTITY');
  });
});
