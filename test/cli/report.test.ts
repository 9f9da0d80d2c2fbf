import { describe, expect, it } from 'vitest';
import { introduction, signUp } from '../sandbox/client.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { polyphony } from './polyphony.ts';

const stack = shippedStack();

describe('polyphony report', () => {
  it('says how many entered, and with --json all numbers, few of them hidden', async () => {
    const crowd = Array.from({ length: 12 }, (_, n) => `person-${n}`);
    await stack.client.publish(...crowd.flatMap((user) => introduction(user)), ...crowd.map(signUp));
    await stack.client.advance('PT1H');
    const where = ['--endpoint', stack.sandbox.url, '--journey', 'welcome'];
    const { code, stdout } = await polyphony(['report', ...where]);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'welcome, 2026-12-15 to 2027-01-11: 12 people']);
    const { lines } = await polyphony(['report', ...where, '--json']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ journey: 'welcome', population: { all: 12, control: null } });
  });

  it.each([
    [['--journey', 'nowhere'], /--journey "nowhere": one of/],
    [['--days', '0'], /--days "0": a whole number from 1/],
    [['--model', 'best'], /--model "best": one of first/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await polyphony(['report', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('polyphony report-link', () => {
  it('prints a link that opens the page', async () => {
    const { code, stdout } = await polyphony(['report-link', '--endpoint', stack.sandbox.url]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_api\/report\/[\w.-]+\n$/);
    expect((await fetch(stdout.trim())).status).toBe(200);
  });

  it('asks for what it cannot know', async () => {
    const { code, stderr } = await polyphony(['report-link', '--days', '400', '--api', 'https://x.example']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--days "400"')]);
  });
});
