import { describe, expect, it } from 'vitest';
import { readSandboxFlags } from '../../lib/cli/sandbox/flags.ts';
import { touchLine } from '../../lib/cli/sandbox/lines.ts';
import { run } from '../../lib/cli/sandbox.ts';
import { saidBy } from '../cli/said.ts';

describe('polyphony sandbox', () => {
  it('has defaults', () => {
    expect(readSandboxFlags([])).toEqual({
      port: 4566,
      clock: 'live',
      start: Date.UTC(2027, 0, 11, 9),
      seed: 1,
      verbose: false,
      quiet: false,
    });
  });

  it('reads its flags', () => {
    const args =
      '--port 0 --clock 60 --start 2027-03-01T08:00:00+01:00 --seed 7 --providers sms=twilio,whatsapp=twilio,push=fcm --quiet'.split(
        ' ',
      );
    expect(readSandboxFlags(args)).toEqual({
      port: 0,
      clock: 60,
      start: Date.UTC(2027, 2, 1, 7),
      seed: 7,
      providers: 'sms=twilio,whatsapp=twilio,push=fcm',
      verbose: false,
      quiet: true,
    });
  });

  it.each([
    [['--prt', '1'], '--prt'],
    [['--port', '70000'], '70000'],
    [['--port', 'x'], '"x"'],
    [['--clock', 'fast'], '"fast"'],
    [['--clock=-1'], '"-1"'],
    [['--clock', '0'], '"0"'],
    [['--start', 'tomorrow'], 'tomorrow'],
    [['--seed', '1.5'], '"1.5"'],
    [['--providers', 'push'], 'channel=provider'],
    [['--providers', 'push=pigeon'], 'pigeon'],
    [['--providers', 'smoke=ses'], 'smoke'],
    [['stray'], 'stray'],
  ])('refuses %j as wrong usage', async (args, what) => {
    expect(await saidBy(run, args)).toEqual([2, expect.stringContaining(what)]);
  });

  it('ends with 2 on wrong usage and 0 on --help', async () => {
    expect((await saidBy(run, ['--clock', 'fast']))[0]).toBe(2);
    expect((await saidBy(run, ['--help']))[0]).toBe(0);
  });

  it('puts a touch on one line', () => {
    const row = { at: '2027-01-11T10:00:00Z', userId: 'ada', touchId: 't', journey: 'welcome', step: 'hello', to: 'x' };
    const content = { title: 'Hi', text: 'there' };
    const line = touchLine({ ...row, channel: 'push', provider: 'pinpoint', providerId: 'p', content, request: {} });
    expect(line.replace(/ +/g, ' ')).toBe('2027-01-11T10:00:00Z ada welcome › hello push via pinpoint Hi');
    expect(line).not.toContain('\n');
  });
});
