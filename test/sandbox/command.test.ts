import { describe, expect, it } from 'vitest';
import { readSandboxFlags } from '../../lib/cli/sandbox/flags.ts';
import { touchLine } from '../../lib/cli/sandbox/lines.ts';
import { run } from '../../lib/cli/sandbox.ts';

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
    expect(readSandboxFlags(args)).toContain(what);
  });

  it('ends with 2 on wrong usage and 0 on --help', async () => {
    const [stdout, stderr] = [process.stdout.write, process.stderr.write];
    const said: string[] = [];
    process.stdout.write = process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
    try {
      expect([await run(['--clock', 'fast']), await run(['--help'])]).toEqual([2, 0]);
    } finally {
      process.stdout.write = stdout;
      process.stderr.write = stderr;
    }
    expect(said[0]).toContain('--clock "fast"');
    expect(said[1]).toContain('Usage: polyphony sandbox');
  });

  it('puts a touch on one line', () => {
    const row = { at: '2027-01-11T10:00:00Z', userId: 'ada', touchId: 't', journey: 'welcome', step: 'hello', to: 'x' };
    const content = { title: 'Hi', text: 'there' };
    const line = touchLine({ ...row, channel: 'push', provider: 'pinpoint', providerId: 'p', content, request: {} });
    expect(line.replace(/ +/g, ' ')).toBe('2027-01-11T10:00:00Z ada welcome › hello push via pinpoint Hi');
    expect(line).not.toContain('\n');
  });
});
