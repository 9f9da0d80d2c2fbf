import { describe, expect, it } from 'vitest';
import { readPauseFlags } from '../../lib/cli/pause/flags.ts';

describe('polyphony pause and resume', () => {
  it('read their arguments', () => {
    expect(readPauseFlags('pause', ['all'])).toEqual({ what: 'all', stage: 'default' });
    const args = [
      'sms',
      '--reason',
      'wrong link',
      '--by',
      'grace',
      '--endpoint',
      'http://127.0.0.1:4566/',
      '--stage',
      'prod',
    ];
    expect(readPauseFlags('pause', args)).toEqual({
      what: 'sms',
      reason: 'wrong link',
      by: 'grace',
      endpoint: 'http://127.0.0.1:4566',
      stage: 'prod',
    });
    expect(readPauseFlags('resume', ['welcome', '--stage', 'prod'])).toEqual({ what: 'welcome', stage: 'prod' });
    expect(readPauseFlags('resume', ['--help'])).toBe('help');
  });

  it.each<['pause' | 'resume', string[], string]>([
    ['pause', [], 'say what'],
    ['pause', ['sms', 'push'], '"push"'],
    ['pause', ['sms', '--endpoint', '127.0.0.1:4566'], 'http://127.0.0.1:4566'],
    ['pause', ['sms', '--until', 'monday'], '--until'],
    ['resume', ['sms', '--reason', 'mended'], '--reason'],
  ])('%s refuses %j as wrong usage', (command, args, what) => {
    expect(readPauseFlags(command, args)).toContain(what);
  });
});
