import { describe, expect, it } from 'vitest';
import { run as pause } from '../../lib/cli/pause.ts';
import { run as resume } from '../../lib/cli/resume.ts';
import { saidBy } from './said.ts';

describe('polyphony pause and resume', () => {
  it.each([
    [pause, [], 'say what'],
    [pause, ['sms', 'push'], '"push" is one word too many'],
    [pause, ['sms', '--until', 'monday'], '--until'],
    [resume, ['sms', '--reason', 'mended'], '--reason'],
  ])('refuse wrong usage: %#', async (run, args, what) => {
    expect(await saidBy(run, args)).toEqual([2, expect.stringContaining(what)]);
  });

  it('explain themselves', async () => {
    expect(await saidBy(pause, ['--help'])).toEqual([
      0,
      expect.stringContaining('polyphony pause <all|channel|journey>'),
    ]);
    expect(await saidBy(resume, ['--help'])).toEqual([0, expect.stringContaining('half as long as the pause lasted')]);
  });

  it('say when nothing answers', async () => {
    const nowhere = ['all', '--endpoint', 'http://127.0.0.1:9'];
    expect(await saidBy(resume, nowhere)).toEqual([1, expect.stringContaining('polyphony resume: ')]);
  });
});
