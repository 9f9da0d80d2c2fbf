import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { introduction, signUp } from '../sandbox/client.ts';
import { shippedStack } from '../sandbox/stack.ts';

const stack = shippedStack();
const command = new URL('../../bin/polyphony.js', import.meta.url).pathname;

async function polyphony(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, AWS_ENDPOINT_URL: stack.sandbox.url };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, ...args], { env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code = 1, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code, out: stdout, err: stderr };
  }
}

const ghost =
  Array.from({ length: 200 }, (_, n) => `person-${n}`).find(
    (user) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 }) === 'control',
  ) ?? '';

beforeEach(() => stack.client.control('reset', {}));

describe('polyphony why', () => {
  it('says of each message whether it came, by which rules, and when the next may', async () => {
    const night = { timezone: 'America/Los_Angeles', push: null, locale: 'de', traits: { firstName: 'Ada' } };
    await stack.client.publish(...introduction('ada', night), signUp('ada'));
    await stack.client.advance('P1DT20H');
    await stack.client.publish({ type: 'user.signed_up', detail: { userId: 'ada', eventId: 'again' } });
    await stack.client.settle();
    const { code, out } = await polyphony('why', 'ada', '--json');
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.touches.map(({ step, outcome }: { step: string; outcome: string }) => [step, outcome])).toEqual([
      ['first-steps', 'sent'],
      ['hello', 'skipped'],
    ]);
    const [email, push] = answer.touches;
    expect(email).toMatchObject({
      provider: 'ses',
      message: { content: 'first-steps', begins: expect.stringMatching(/^Drei kleine Dinge/) },
    });
    expect(email.rules.map(({ rule }: { rule: string }) => rule)).toContain('consent');
    expect(push).toMatchObject({ because: 'There is no address for this channel in their profile' });
    expect(answer.next).toEqual([
      { journey: 'welcome', step: 'tips', notBefore: expect.stringMatching(/^2027-01-14T18:/), group: 'treatment' },
    ]);
    expect(answer.refused).toMatchObject([{ journey: 'welcome', because: expect.stringContaining('once') }]);
    expect((await polyphony('why', 'ada')).out).toContain('SENT by ses');
  });

  it('says of a control that nothing is sent, and what would have been', async () => {
    await stack.client.publish(...introduction(ghost), signUp(ghost));
    await stack.client.advance('PT2H');
    const { out } = await polyphony('why', ghost, '--journey', 'welcome');
    expect(out).toContain('control group');
    expect(out).toContain('It would have said: “Hi there, your notebook is open”');
  });

  it('shows what a person’s own words hold, and sends none of it to the terminal', async () => {
    const firstName = '\u001b]0;PWNED\u0007\u001b[31mRED\u202e';
    await stack.client.publish(...introduction('ada', { traits: { firstName } }), signUp('ada'));
    await stack.client.advance('P2D');
    for (const args of [
      ['why', 'ada'],
      ['why', 'ada', '--json'],
      ['export-user', 'ada'],
    ]) {
      const { out } = await polyphony(...args);
      expect(out).toContain('PWNED');
      expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
    expect(JSON.parse((await polyphony('export-user', 'ada')).out).profile.traits).toEqual({ firstName });
  });

  it('says plainly when there is nobody, nothing, or no such option', async () => {
    expect(await polyphony('why', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing is kept of "nobody"'),
    });
    expect(await polyphony('why')).toMatchObject({ code: 2, err: expect.stringContaining('say whom') });
    expect(await polyphony('why', 'ada', '--stage', 'prod')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--stage'),
    });
    expect(await polyphony('why', 'ada', '--endpoint', 'http://127.0.0.1:9')).toMatchObject({
      code: 1,
      err: expect.stringContaining('npx polyphony sandbox'),
    });
  });
});

describe('polyphony export-user', () => {
  it('gives all that is kept, and consent as it stood on a day', async () => {
    await stack.client.publish(...introduction('ada'), signUp('ada'));
    await stack.client.advance('P4D');
    await stack.client.publish({
      type: 'consent.changed',
      detail: { userId: 'ada', channel: 'email', status: 'withdrawn' },
    });
    await stack.client.settle();
    const all = JSON.parse((await polyphony('export-user', 'ada')).out);
    expect(all.profile).toMatchObject({ email: 'ada@example.com' });
    expect(all.touches).toHaveLength(3);
    expect(all.inbox).toHaveLength(1);
    expect(all.consentEvidence).toHaveLength(3);
    const [address] = all.addresses;
    expect(address).toEqual({
      channel: 'email',
      address: 'ada@example.com',
      suppressed: null,
      optedOutSince: expect.any(String),
    });
    expect(Date.parse(address.optedOutSince)).toBeGreaterThan(Date.parse('2027-01-12T00:00:00Z'));
    const then = async (at: string) => JSON.parse((await polyphony('export-user', 'ada', '--consent-at', at)).out);
    expect((await then('2027-01-12T00:00:00Z')).inForce).toMatchObject({ 'email.marketing': ['double_opt_in'] });
    expect((await then('2027-02-12T00:00:00Z')).inForce).toMatchObject({ 'email.marketing': [] });
    expect((await then('2027-02-12T00:00:00Z')).evidence).toHaveLength(3);
  });
});
