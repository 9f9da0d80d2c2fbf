import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authTokenIn, isFromTwilio } from '../../../lambdas/receive/post.ts';
import { secret } from '../../../lib/aws/secret.ts';

const api = 'https://m.example.com';
const form = new URLSearchParams({ MessageSid: 'SM1', Body: 'STOP' });
const signed = (token: string, url = `${api}/webhooks/twilio/status?touch=abc`) => ({
  rawPath: '/webhooks/twilio/status',
  rawQueryString: 'touch=abc',
  headers: {
    host: 'evil.example',
    'x-twilio-signature': createHmac('sha1', token).update(`${url}BodySTOPMessageSidSM1`).digest('base64'),
  },
});

/** A secret whose value and whose clock are in the test's hands. */
function held(value: object) {
  const state = { value: JSON.stringify(value), now: 0, reads: 0 };
  const read = async () => {
    state.reads++;
    return state.value;
  };
  return { state, twilio: { api, secret: secret('polyphony/twilio', () => state.now, read) } };
}

describe('a webhook', () => {
  it('is Twilio’s when it is signed for the public address, whatever its headers say', async () => {
    const { twilio } = held({ authToken: 'old' });
    expect(await isFromTwilio(signed('old'), form, twilio)).toBe(true);
    expect(
      await isFromTwilio(signed('old', 'https://evil.example/webhooks/twilio/status?touch=abc'), form, twilio),
    ).toBe(false);
    expect(await isFromTwilio({ ...signed('old'), rawQueryString: 'touch=abd' }, form, twilio)).toBe(false);
    expect(await isFromTwilio({ ...signed('old'), headers: {} }, form, twilio)).toBe(false);
  });

  it('that fits a token put there since is Twilio’s', async () => {
    const { state, twilio } = held({ authToken: 'old' });
    await isFromTwilio(signed('old'), form, twilio);
    state.value = JSON.stringify({ authToken: 'new' });
    state.now = 30_000;
    expect(await isFromTwilio(signed('new'), form, twilio)).toBe(true);
    expect(state.reads).toBe(2);
  });

  it('that is forged makes the secret be read twice a minute, no more', async () => {
    const { state, twilio } = held({ authToken: 'old' });
    for (state.now = 0; state.now < 60_000; state.now += 500) await isFromTwilio(signed('forged'), form, twilio);
    expect(state.reads).toBe(2);
  });

  it('fits either token while one takes the other’s place', async () => {
    const { twilio } = held({ authToken: 'old', secondaryAuthToken: 'new' });
    expect(await isFromTwilio(signed('old'), form, twilio)).toBe(true);
    expect(await isFromTwilio(signed('new'), form, twilio)).toBe(true);
  });

  it('fits no token when the secret is of another form', async () => {
    const { twilio } = held({ token: 'old' });
    expect(await isFromTwilio(signed('old'), form, twilio)).toBe(false);
    expect(() => authTokenIn('{}')).toThrow(/authToken/);
  });
});
