import { describe, expect, it } from 'vitest';
import { run } from '../../lib/cli/given-up.ts';
import { saidBy } from './said.ts';

describe('polyphony given-up', () => {
  it.each([
    [['sms'], '"sms" is one word too many'],
    [['--since', 'monday'], 'monday'],
    [['--until', '2d'], '--until'],
  ])('refuses wrong usage: %#', async (args, what) => {
    expect(await saidBy(run, args)).toEqual([2, expect.stringContaining(what)]);
  });

  it('explains itself', async () => {
    expect(await saidBy(run, ['--help'])).toEqual([0, expect.stringContaining('consent, caps, hours')]);
  });

  it('says when nothing answers', async () => {
    const nowhere = ['--endpoint', 'http://127.0.0.1:9'];
    expect(await saidBy(run, nowhere)).toEqual([1, expect.stringContaining('polyphony given-up: ')]);
  });
});
