import { describe, expect, it } from 'vitest';
import { introduction, signUp } from '../sandbox/client.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { polyphony } from './polyphony.ts';

const stack = shippedStack();

describe('polyphony check', () => {
  it('compares the working tree with what is deployed, and counts who is inside', async () => {
    await stack.client.publish(...introduction('ada'), signUp('ada'));
    await stack.client.advance('PT2H');
    const { code, stdout } = await polyphony(['check', '--json', '--endpoint', stack.sandbox.url]);
    expect(code).toBe(0);
    const { fates, inside } = JSON.parse(stdout);
    expect(inside.welcome).toMatch(/^[01] inside$/);
    expect(fates).toContainEqual({ journey: 'welcome', step: 'tips', fate: 'nothing', why: 'they get it' });
  });

  it('says what is wrong with a revision, and with its options', async () => {
    expect(await polyphony(['check', '--against', 'no-such-branch'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no-such-branch'),
    });
    expect(await polyphony(['check', 'everything'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"everything"'),
    });
  });
});
