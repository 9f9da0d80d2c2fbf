import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { evaluate, polyphony, start } from './polyphony.ts';

describe('polyphony evaluate', () => {
  it('window', async () => {
    const open = [{ days: ['mon', 'tue'], from: '08:00', to: '21:00' }];
    const { code, answers } = await evaluate(
      'window',
      { zone: 'America/New_York', at: '2027-01-11T12:00:00Z', open },
      { zone: 'America/New_York', at: '2027-01-11T10:00:00-05:00', open },
      { zone: 'America/New_York', at: '2027-01-12T01:59:59.5Z', open },
      { zone: 'Asia/Kathmandu', at: '2027-01-11T02:14:59.5Z', open },
      { zone: 'UTC', at: '2027-01-11T12:00:00Z', open: [] },
    );
    expect(answers).toEqual([
      { allowed: false, next: '2027-01-11T13:00:00Z' },
      { allowed: true, next: '2027-01-11T15:00:00Z' },
      { allowed: true, next: '2027-01-12T13:00:00Z' },
      { allowed: false, next: '2027-01-11T02:15:00Z' },
      { allowed: false, next: null },
    ]);
    expect(code).toBe(0);
  });

  it('cap', async () => {
    const touch = { at: '2027-01-11T09:00:00Z', channel: 'email', purpose: 'marketing' };
    const question = { now: '2027-01-11T10:00:00Z', channel: 'email', purpose: 'marketing', touches: [touch] };
    const { code, answers } = await evaluate(
      'cap',
      { ...question, caps: [{ max: 1, per: 'P1D' }] },
      { ...question, caps: [{ max: 1, per: 'P1D', channel: 'sms' }] },
      { ...question, caps: [{ max: 0, per: 'P1D' }] },
      { ...question, caps: [{ max: 0, per: 'P1D' }], purpose: 'transactional' },
    );
    expect(answers).toEqual([
      { allowed: false, freeAt: '2027-01-12T09:00:00Z' },
      { allowed: true, freeAt: '2027-01-11T10:00:00Z' },
      { allowed: false, freeAt: null },
      { allowed: true, freeAt: '2027-01-11T10:00:00Z' },
    ]);
    expect(code).toBe(0);
  });

  it('assign', async () => {
    const { answers } = await evaluate('assign', { seed: 'foo', unit: 'def', weights: [0.1, 0.5] });
    expect(answers).toEqual([{ bucket: 0.2019, variant: 1 }]);
  });

  it('pattern', async () => {
    const pattern = { detail: { plan: [{ prefix: 'pro' }] } };
    const { answers } = await evaluate(
      'pattern',
      { pattern, event: { detail: { plan: 'pro-yearly' } } },
      { pattern, event: { detail: { plan: 'a \u2028 b' } } },
    );
    expect(answers).toEqual([{ match: true }, { match: false }]);
  });

  it('sms', async () => {
    const { answers } = await evaluate('sms', { text: 'For 5 €' }, { text: 'It’s on' }, { text: '' }, { text: 5 });
    expect(answers).toEqual([
      { encoding: 'GSM-7', segments: 1, characters: 8 },
      { encoding: 'UCS-2', segments: 1, characters: 7 },
      { encoding: 'GSM-7', segments: 0, characters: 0 },
      { error: expect.stringMatching(/^text: .*the line takes \{text\}$/) },
    ]);
  });

  it('answers a bad line where it stands, goes on, and exits 1', async () => {
    const good = { seed: 's', unit: 'u', weights: [] };
    const { code, answers } = await evaluate(
      'assign',
      good,
      '',
      '{',
      '[]',
      { ...good, sed: 1 },
      { seed: 's', unit: 5 },
      { ...good, weights: [-1] },
      good,
    );
    expect(code).toBe(1);
    expect(answers).toHaveLength(8);
    for (const answer of answers.slice(1, 7)) expect(Object.keys(answer)).toEqual(['error']);
    expect(answers[1].error).toMatch(/empty/);
    expect(answers[2].error).toMatch(/not JSON/);
    expect(answers[4].error).toMatch(/"sed".*takes \{seed, unit, weights/);
    expect(answers[5].error).toMatch(/unit: .*weights: /);
    expect(answers[7]).toEqual(answers[0]);
  });

  it('says what a rule of the domain refuses', async () => {
    const window = { zone: 'Mars/Olympus', at: '2027-01-11T12:00:00Z', open: [] };
    const [zone, range, at] = (
      await evaluate(
        'window',
        window,
        { ...window, zone: 'UTC', open: [{ days: ['mon'], from: '22:00', to: '06:00' }] },
        { ...window, zone: 'UTC', at: '2027-01-11T12:00:00' },
      )
    ).answers;
    expect(zone.error).toMatch(/Mars\/Olympus/);
    expect(range.error).toMatch(/split a window over midnight/);
    expect(at.error).toMatch(/at: .*with its zone/);
    const [month] = (
      await evaluate('cap', {
        now: '2027-01-11T12:00:00Z',
        channel: 'sms',
        purpose: 'marketing',
        caps: [{ max: 1, per: 'P1M' }],
        touches: [],
      })
    ).answers;
    expect(month.error).toMatch(/caps\[0\]\.per: .*P30D/);
    const [pattern] = (await evaluate('pattern', { pattern: { a: 'x' }, event: {} })).answers;
    expect(pattern.error).toMatch(/array/);
  });

  it('answers a last line without a line feed, and nothing to nothing', async () => {
    expect((await polyphony(['evaluate', 'pattern'], '{"pattern":{"a":[1]},"event":{"a":1}}')).lines).toEqual([
      '{"match":true}',
    ]);
    expect(await polyphony(['evaluate', 'pattern'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('answers each line while the input stays open', async () => {
    const child = start(['evaluate', 'assign']);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const unit of ['a', 'b']) {
      child.stdin.write(`${JSON.stringify({ seed: 'seed', unit, weights: [1] })}\n`);
      expect(JSON.parse(String((await answers.next()).value))).toMatchObject({ variant: 0 });
    }
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('answers as many lines as come, in order', async () => {
    const count = 200_000;
    function* lines() {
      for (let unit = 0; unit < count; unit += 1000) {
        yield Array.from({ length: 1000 }, (_, at) => `{"seed":"s","unit":"${unit + at}","weights":[0.5,0.5]}\n`).join(
          '',
        );
      }
    }
    const { code, lines: answers } = await polyphony(['evaluate', 'assign'], lines());
    expect(code).toBe(0);
    expect(answers).toHaveLength(count);
    expect(answers[0]).not.toBe(answers[1]);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = start(['evaluate', 'assign']);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => {});
    Readable.from(
      (function* () {
        for (let at = 0; at < 2000; at++) yield '{"seed":"s","unit":"u","weights":[]}\n'.repeat(100);
      })(),
    ).pipe(child.stdin);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).toBe('');
  });
});

describe('usage', () => {
  it.each([
    { args: ['evaluate'], code: 2, says: /name a rule[\s\S]*window[\s\S]*cap[\s\S]*assign[\s\S]*pattern/ },
    { args: ['evaluate', 'horoscope'], code: 2, says: /no rule "horoscope"[\s\S]*window/ },
    { args: ['evaluate', 'cap', 'assign'], code: 2, says: /"assign" is one too many/ },
    { args: ['evaluate', 'cap', '--fast'], code: 2, says: /--fast/ },
    { args: ['evaluate', '__proto__'], code: 2, says: /no rule/ },
    { args: [], code: 2, says: /Usage: polyphony <command>/ },
    { args: ['dance'], code: 2, says: /no command "dance"/ },
  ])('$args is wrong: exit 2, usage on stderr', async ({ args, code, says }) => {
    const answer = await polyphony(args);
    expect(answer).toMatchObject({ code, stdout: '' });
    expect(answer.stderr).toMatch(says);
  });

  it.each([[['--help']], [['-h']], [['evaluate', '--help']], [['evaluate', 'cap', '-h']]])(
    '%j is help: exit 0, on stdout',
    async (args) => {
      const answer = await polyphony(args);
      expect(answer).toMatchObject({ code: 0, stderr: '' });
      expect(answer.stdout).toMatch(/^Usage: polyphony/);
    },
  );
});
