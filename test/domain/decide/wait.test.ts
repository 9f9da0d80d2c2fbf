import { describe, expect, it } from 'vitest';
import { fromIso } from '../../../lib/domain/instant.ts';
import { weekdays } from '../../../lib/domain/window.ts';
import { type Asked, ask, day, decider, hour, noon, runOf, touched } from '../asking.ts';

const waiting = { name: 'j', purpose: 'marketing', caps: [], whenCapped: 'wait', topic: 'tips' } as const;
const skipping = { name: 'j', purpose: 'marketing', caps: [], topic: 'tips' } as const;
const berlin = { country: 'DE', timezone: 'Europe/Berlin' };
const email = (more: Asked): Asked => ({ channel: 'email', basis: 'double_opt_in', profile: berlin, ...more });
const yes = { 'email.marketing': { granted: { double_opt_in: noon - day } } };
const capped = {
  ledger: { consents: yes, touches: [touched(noon - 20 * hour, 'email', { journey: 'k' })] },
  program: { caps: [{ max: 1, perMs: day, channel: 'email' as const }] },
};

describe('a journey whose touch finds no room', () => {
  it('passes it over unless it says wait', () => {
    expect(ask(email({ ...capped, journey: skipping }))).toMatchObject({ verdict: 'skip', reason: 'capped' });
    const waited = ask(email({ ...capped, journey: waiting }));
    expect(waited).toMatchObject({ verdict: 'hold', reason: 'capped', until: noon + 4 * hour });
    expect(decider(waited)?.values).toEqual({ max: 1, perHours: 24, channel: 'email', freeAt: '2027-01-11T16:00:00Z' });
  });

  it('waits until it is inside the window as well', () => {
    const windows = { email: [{ days: weekdays, from: '08:00', to: '16:00' }] };
    const asked = email({ ...capped, journey: waiting, program: { ...capped.program, windows } });
    expect(ask(asked)).toMatchObject({ until: fromIso('2027-01-12T07:00:00Z') });
  });

  it('waits for the cap that is full for longest, whosever it is', () => {
    const journey = { ...waiting, caps: [{ max: 1, perMs: 2 * day }] };
    const touches = [touched(noon - 20 * hour, 'email')];
    expect(decider(ask(email({ ...capped, journey, ledger: { consents: yes, touches } })))?.values).toMatchObject({
      journey: 'j',
      freeAt: '2027-01-12T16:00:00Z',
    });
  });
});

describe("a person's wishes", () => {
  const wish = (wishes: object, more: Asked = {}) =>
    ask(email({ journey: skipping, ...more, ledger: { consents: yes, ...more.ledger, wishes } }));

  it('switch a topic off, and no other', () => {
    expect(wish({ topicsOff: ['tips'] })).toMatchObject({ verdict: 'skip', reason: 'topic-off' });
    expect(wish({ topicsOff: ['offers'] }).verdict).toBe('send');
  });

  it('pause everything for a while: who waits, waits a month at most', () => {
    expect(wish({ pausedUntil: noon + day })).toMatchObject({ verdict: 'skip', reason: 'paused-by-person' });
    expect(wish({ pausedUntil: noon }).verdict).toBe('send');
    const until = noon + 30 * day;
    expect(wish({ pausedUntil: until }, { journey: waiting })).toMatchObject({ verdict: 'hold', until });
    expect(wish({ pausedUntil: until + 1000 }, { journey: waiting })).toMatchObject({ verdict: 'skip' });
  });

  it('want one message a week, over all channels and journeys', () => {
    const touches = [touched(noon - 7 * day + 1000, 'inapp', { journey: 'k' })];
    const weekly = { frequency: 'weekly' } as const;
    expect(wish(weekly, { ledger: { touches } })).toMatchObject({ verdict: 'skip', reason: 'capped' });
    expect(wish(weekly, { ledger: { touches }, journey: waiting })).toMatchObject({ until: noon + 1000 });
    expect(wish(weekly, { ledger: { touches: [touched(noon - 7 * day)] } }).verdict).toBe('send');
  });

  it('do not concern transactional', () => {
    const journey = { name: 'j', purpose: 'transactional', caps: [] } as const;
    const asked = { channel: 'email', journey, ledger: { wishes: { pausedUntil: noon + day } } } as const;
    expect(ask(asked).verdict).toBe('send');
  });
});

describe('holdouts', () => {
  const held = (more: Asked, user = 'ada') => ask(email({ journey: skipping, user, ...more })).verdict === 'skip';
  const people = Array.from({ length: 2000 }, (_, n) => `user-${n}`);
  const share = (more: Asked) => people.filter((user) => held(more, user));

  it('leave their share of people out, of everything or of a channel', () => {
    expect(ask(email({ user: 'u', program: { holdouts: { global: 0.9999 } } }))).toMatchObject({ reason: 'holdout' });
    const tenth = share({ program: { holdouts: { channels: { email: 0.1 } } } });
    expect(tenth.length / people.length).toBeCloseTo(0.1, 1);
    expect(share({ program: { holdouts: { channels: { push: 0.5 } } } })).toEqual([]);
    // A larger share holds out the same people and more.
    expect(share({ program: { holdouts: { channels: { email: 0.2 } } } })).toEqual(expect.arrayContaining(tenth));
  });

  it('are what the journey says, if it says so', () => {
    const program = { holdouts: { global: 0.9999 } };
    expect(held({ program, journey: { ...skipping, holdouts: { global: 0 } } })).toBe(false);
    expect(held({ journey: { ...skipping, holdouts: { channels: { email: 0.9999 } } } })).toBe(true);
    expect(held({ program, journey: { name: 'j', purpose: 'transactional', caps: [] } })).toBe(false);
  });
});

describe('a pause', () => {
  const since = noon - 2 * hour;

  it.each([
    ['everything', { all: { since }, channels: {}, journeys: {} }],
    ['the channel', { channels: { email: { since } }, journeys: {} }],
    ['the journey', { channels: {}, journeys: { j: { since } } }],
  ])('of %s holds, transactional too', (_, pauses) => {
    expect(ask(email({ pauses, journey: skipping }))).toMatchObject({ reason: 'paused', until: noon + hour });
    const journey = { name: 'j', purpose: 'transactional', caps: [] } as const;
    expect(ask({ channel: 'email', pauses, journey })).toMatchObject({ reason: 'paused' });
  });

  it('of something else does not', () => {
    const pauses = { channels: { sms: { since } }, journeys: { k: { since } } };
    expect(ask(email({ pauses, run: runOf() })).verdict).toBe('send');
  });
});
