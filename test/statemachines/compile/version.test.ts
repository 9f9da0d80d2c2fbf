import { describe, expect, it } from 'vitest';
import type { AnyJourney } from '../../../statemachines/any-journey.ts';
import { versionOf } from '../../../statemachines/compile/version.ts';
import { everyChannel as program } from '../win-back.ts';
import { content, mail, ping, small } from './small.ts';

const legal = { approvers: { legal: 'legal@heron.example' } };
const journey = small([mail('a'), ping('b')], legal);
const version = versionOf(journey, program);

const reworded = (subject: string): AnyJourney => ({
  ...journey,
  content: {
    ...content,
    messages: { ...content.messages, mail: { channel: 'email', subject, preheader: 'p', html: 'h', text: 't' } },
  },
});

describe('the version of a journey', () => {
  it('is the same for the same, however its members are ordered', () => {
    const reordered = Object.fromEntries(Object.entries(journey).reverse()) as unknown as AnyJourney;
    expect(versionOf(reordered, { ...program })).toBe(version);
    expect(version).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, AnyJourney, typeof program]>([
    ['a word', reworded('another'), program],
    ['a delay', small([mail('a'), { ...ping('b'), after: '1d' }], legal), program],
    [
      'who enters',
      small([mail('a'), ping('b')], { ...legal, enter: { on: 'user.signed_up', again: 'once' } }),
      program,
    ],
    [
      'how old an entry may be',
      small([mail('a'), ping('b')], {
        ...legal,
        enter: { on: 'subscription.canceled', again: 'once', notOlderThan: '1h' },
      }),
      program,
    ],
    ['who approves', small([mail('a'), ping('b')], { approvers: { legal: 'other@heron.example' } }), program],
    ['the program’s caps', journey, { ...program, caps: [] }],
    ['the program’s hours', journey, { ...program, windows: {} }],
    ['the footer of emails', journey, { ...program, company: { ...program.company, name: 'Other' } }],
    ['what ends every text', journey, { ...program, smsFooter: { en: 'STOP ends it' } }],
  ])('changes with %s', (_, changed, changedProgram) => {
    expect(versionOf(changed, changedProgram)).not.toBe(version);
  });

  it('changes with the order of arms, which decides who gets which', () => {
    const split = { split: { experiment: 'e' }, branches: { x: [], y: [] } };
    const arms = (experiments: AnyJourney['experiments'] & object) => small([mail('a'), split], { experiments });
    const one = versionOf(arms({ e: { x: 0.5, y: 0.5 } }), program);
    expect(versionOf(arms({ e: { y: 0.5, x: 0.5 } }), program)).not.toBe(one);
  });

  it('is not changed by what others are told, nor by caps where there are none', () => {
    expect(versionOf(journey, { ...program, replies: {}, smsSegments: 5 })).toBe(version);
    const needed: AnyJourney = { ...journey, purpose: 'transactional' };
    expect(versionOf(needed, { ...program, caps: [] })).toBe(versionOf(needed, program));
  });
});
