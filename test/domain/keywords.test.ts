import { describe, expect, it } from 'vitest';
import { keywordOf, mentionsStop } from '../../lib/domain/keywords.ts';

describe('keywords', () => {
  it.each([
    ['STOP', 'stop'],
    ['  stop.  ', 'stop'],
    ['Stop please!', 'stop'],
    ['please stop', 'stop'],
    ['"StopAll"', 'stop'],
    ['Opt-Out', 'stop'],
    ['opt out', 'stop'],
    ['OPTOUT', 'stop'],
    ['quit', 'stop'],
    ['END', 'stop'],
    ['revoke', 'stop'],
    ['Cancel, thanks', 'stop'],
    ['UNSUBSCRIBE 🙏', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['start', 'start'],
    ['Unstop', 'start'],
    ['HELP', 'help'],
    ['info?', 'help'],
  ] as const)('%s is %s', (text, keyword) => {
    expect(keywordOf(text)).toBe(keyword);
  });

  it.each([
    "Please don't stop texting me",
    'never stop!',
    'yes',
    'when does it end?',
    'Stopp',
    'help me stop',
    '',
    '👍',
  ])('%j is none', (text) => {
    expect(keywordOf(text)).toBeNull();
  });

  it.each([
    ["Please don't stop texting me", true],
    ['I want you to STOP this now', true],
    ['how do I opt out of these?', true],
    ['unstoppable offer', false],
    ['thanks, see you at the weekend', false],
  ])('%j mentions stopping: %s', (text, expected) => {
    expect(mentionsStop(text)).toBe(expected);
  });
});
