import { expect, it } from 'vitest';
import { keywords } from '../../lib/domain/keywords.ts';
import { program } from '../../statemachines/program.ts';
import { defaultReplies, replyTo } from '../../statemachines/replies.ts';

const words = (text: string) => ({ stop: text, start: text, help: text });

it.each([
  ['de-AT', 'de'],
  ['EN_us', 'en'],
  ['fr', 'pt'],
  [undefined, 'pt'],
])('answers %s in %s', (locale, language) => {
  const replies = { ...defaultReplies, pt: words('{company}: pt') };
  const own = { replies, company: { name: 'Heron' }, locale: 'pt-BR' };
  expect(replyTo('stop', locale, own)).toBe(replies[language as 'pt']?.stop.replace('{company}', 'Heron'));
});

it('answers in English where not even the program’s own language is there', () => {
  const own = { replies: { en: words('{company} says so') }, company: { name: 'Heron' }, locale: 'ja' };
  expect(replyTo('help', 'ko', own)).toBe('Heron says so');
});

it('says who speaks and how to stop, in one text message each', () => {
  for (const locale of Object.keys(defaultReplies)) {
    for (const keyword of keywords) {
      const text = replyTo(keyword, locale, program);
      expect(text).toContain(program.company.name);
      expect(text).toMatch(keyword === 'stop' ? /START/ : /STOP/);
      // Letters of the GSM alphabet alone: 160 of them are one segment.
      expect(text).toMatch(/^[A-Za-z0-9 .,:äöüÄÖÜß]{1,160}$/);
    }
  }
});
