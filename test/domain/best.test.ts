import { describe, expect, it } from 'vitest';
import { decideBest } from '../../lib/domain/best.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import type { StepRules } from '../../lib/domain/journey-rules.ts';
import { type Asked, day, hour, noon, questionOf, runOf } from './asking.ts';

const step: StepRules = {
  name: 's',
  channel: 'push',
  content: 'x',
  best: [
    ['push', 'x'],
    ['sms', 'y'],
    ['email', 'z'],
  ],
};
const yes = { granted: { express_written: noon - day } };
const agreed = (...channels: Channel[]) => ({
  consents: Object.fromEntries(channels.map((channel) => [`${channel}.marketing`, yes])),
});
const all = { ledger: agreed('push', 'sms', 'email') };
const choose = (asked: Asked) => {
  const { step: spoken, decision } = decideBest(questionOf(asked), step);
  return [spoken.channel, spoken.content, decision.verdict] as const;
};
const engaged = (days: Partial<Record<Channel, number>>) => ({
  engaged: Object.fromEntries(Object.entries(days).map(([channel, ago]) => [channel, noon - ago * day])),
});

describe('the best channel', () => {
  it.each<[string, Asked, readonly [Channel, string, string]]>([
    ['the cheapest, for somebody who never engaged', all, ['push', 'x', 'send']],
    ['the one they engaged with', { ...all, profile: engaged({ email: 20 }) }, ['email', 'z', 'send']],
    ['the latest of two', { ...all, profile: engaged({ email: 60, sms: 1 }) }, ['sms', 'y', 'send']],
    ['the cheaper of two alike', { ...all, profile: engaged({ push: 3, sms: 3 }) }, ['push', 'x', 'send']],
    ['not a dear one for a little interest', { ...all, profile: engaged({ sms: 80 }) }, ['push', 'x', 'send']],
    ['one that they agreed to', { ledger: agreed('email'), profile: engaged({ sms: 1 }) }, ['email', 'z', 'send']],
    ['one that reaches them', { ...all, profile: { push: [], ...engaged({ push: 1 }) } }, ['email', 'z', 'send']],
    [
      'one that may speak now before one that must wait',
      { ...all, program: { windows: { push: [{ days: ['sun'], from: '08:00', to: '21:00' }] } } },
      ['email', 'z', 'send'],
    ],
    ['the first when there is none', { ledger: agreed() }, ['push', 'x', 'skip']],
    [
      'as the program prices it',
      { ...all, program: { costs: { push: 0.5, email: 0.4, sms: 0 } } },
      ['sms', 'y', 'send'],
    ],
  ])('is %s', (_, asked, expected) => {
    expect(choose(asked)).toEqual(expected);
  });

  it('says what each was worth, or why it could not be', () => {
    const { decision } = decideBest(
      questionOf({ ledger: agreed('push', 'email'), profile: engaged({ push: 30 }) }),
      step,
    );
    expect(decision.tried[0]).toEqual({
      rule: 'best',
      verdict: 'pass',
      values: { chosen: 'push', push: 0.5, sms: 'no-consent', email: -0.02 },
    });
  });

  it('waits for the first that may come, and is nobody else for a holdout', () => {
    const windows = { push: [{ days: ['sun'] as const, from: '08:00', to: '21:00' }] };
    expect(choose({ ledger: agreed('push'), program: { windows } })).toEqual(['push', 'x', 'hold']);
    // Held out from push: nothing, and no text in its place.
    const held = {
      ...all,
      journey: { name: 'j', purpose: 'marketing', caps: [], holdouts: { channels: { push: 1 } } },
    } as const;
    expect(choose({ ...held, run: runOf({ since: noon - hour }) })).toEqual(['push', 'x', 'skip']);
  });
});
