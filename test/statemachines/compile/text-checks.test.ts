// biome-ignore-all format: one refusal a line
import { describe, expect, test } from 'vitest';
import type { Catalog, MessageTemplate } from '../../../lib/content/catalog.ts';
import { RuleError } from '../../../lib/domain/rule-error.ts';
import type { AnyJourney } from '../../../statemachines/any-journey.ts';
import { textTable } from '../../../statemachines/compile/text-table.ts';
import type { WholeProgram } from '../../../statemachines/program-form.ts';
import { everyChannel } from '../win-back.ts';
import { compile, small } from './small.ts';

const program: WholeProgram = { ...everyChannel, samples: { traits: { firstName: 'Maximiliane' } }, smsFooter: { en: 'Reply STOP to stop', de: 'STOP zum Abmelden' } };

interface Given {
  readonly catalog?: Partial<Catalog>;
  readonly journey?: Partial<AnyJourney>;
  readonly program?: WholeProgram;
  readonly purpose?: AnyJourney['purpose'];
}

function compiled(message: MessageTemplate, { catalog, journey, program: under = program, purpose = 'marketing' }: Given = {}) {
  const content = { default: 'en', messages: { m: message }, ...catalog };
  const { control, ...rest } = small([{ name: 'a', send: message.channel, content: 'm' }], { content, purpose, ...journey });
  return compile({ ...rest, ...(purpose === 'marketing' && control !== undefined && { control }) }, under);
}

function verdict(message: MessageTemplate, given?: Given): string {
  try {
    compiled(message, given);
    return 'compiles';
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
}

const transactional: Given = { purpose: 'transactional' };
const sms = (body: string, more: object = {}, given?: Given) => verdict({ channel: 'sms', body, ...more }, given);

describe('an SMS', () => {
  const footer = '\nReply STOP to stop'.length;
  const link = 76;

  test.each<[string, string, RegExp]>([
    ['of two segments', sms('a'.repeat(306 - footer)), /^compiles$/],
    ['of one more', sms('a'.repeat(307 - footer)), /"segments":3,.*at most 2 segments; .* has 3 in GSM-7: "a{160}"; shorten it/],
    ['that may have them', sms('a'.repeat(307 - footer), { segments: 3 }), /^compiles$/],
    ['that must be shorter', sms('a'.repeat(161), { segments: 1 }), /at most 1 segments/],
    ['under a program that allows more', sms('a'.repeat(400), {}, { program: { ...program, smsSegments: 3 } }), /^compiles$/],
    ['with one sign that costs', sms(`It’s ${'a'.repeat(130)}`), /"encoding":"UCS-2".* 3 in UCS-2, because of "’": "It’s a+\\nReply STOP to stop"; .*write "’" otherwise/],
    ['whose link is short, however long it was', sms(`${'a'.repeat(306 - footer - link)}https://heron.example/`), /^compiles$/],
    ['whose link counts all the same', sms(`${'a'.repeat(307 - footer - link)} https://heron.example/`), /at most 2 segments/],
    ['whose name counts', sms(`${'a'.repeat(306 - footer - 11)}{{ user.traits.firstName | default: "you" }}`), /^compiles$/],
    ['whose name is too long', sms(`${'a'.repeat(307 - footer - 11)}{{ user.traits.firstName | default: "you" }}`), /at most 2 segments/],
    ['whose default is longer than the name', sms(`${'a'.repeat(307 - footer - 20)}{{ user.traits.firstName | default: "${'b'.repeat(20)}" }}`), /at most 2 segments/],
    ['whose event has a longer value', sms(`${'a'.repeat(307 - footer - 8)}{{ event.reason }}`), /at most 2 segments/],
    ['with half a segment allowed', sms('b', { segments: 0.5 }), /0\.5.*segments is a whole number from 1 to 10/],
    ['in a language without a footer', sms('b', {}, { program: { ...program, smsFooter: { de: 'STOP' } } }), /"en".*a marketing SMS has a footer in its language or in the default/],
    ['whose footer does not render', sms('b', {}, { program: { ...program, smsFooter: { en: '{{ user.email }}' } } }), /user has id/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));

  test('is reported in every language, at its longest', () => {
    const { texts } = compiled(
      { channel: 'sms', body: 'Hi {{ user.traits.firstName | default: "you" }}, see https://heron.example/' },
      { catalog: { translations: { de: { m: { channel: 'sms', body: 'Grüß dich „{{ user.traits.firstName | default: "Mensch" }}“' } } } } },
    );
    expect(texts).toEqual([
      { content: 'm', locale: 'de', encoding: 'UCS-2', segments: 1, preview: 'Grüß dich „Maximiliane“\nSTOP zum Abmelden' },
      { content: 'm', locale: 'en', encoding: 'GSM-7', segments: 1, preview: expect.stringMatching(/^Hi Maximiliane, see https:\S{70}\nReply STOP to stop$/) },
    ]);
    expect(textTable([{ name: 'small', texts }, { name: 'other', texts: [] }]).split('\n').slice(0, 2)).toEqual([
      'SMS, at their longest:',
      '  small  m  de  UCS-2  1 segment  Grüß dich „Maximiliane“ STOP zum Abmelden',
    ]);
    expect(textTable([{ name: 'other', texts: [] }])).toBe('');
  });

  test('has no footer when it is transactional', () => {
    expect(compiled({ channel: 'sms', body: 'b' }, transactional).texts).toMatchObject([{ preview: 'b' }]);
  });
});

describe('a link in a text', () => {
  test.each<[string, string, RegExp]>([
    ['over http', sms('http://heron.example'), /"link":"http:\/\/heron.example".*a link is https/],
    ['to a host that a value chooses', sms('https://{{ user.traits.host | default: "a" }}/'), /its host fixed/],
    ['with letters that are not ASCII', sms('https://heron.example/ü'), /"next":"ü".*written in ASCII/],
    ['that runs into other words', sms('https://heron.example/をご覧'), /written in ASCII/],
    ['that runs into a condition', sms('https://heron.example/a{% if user.traits.a %} b{% endif %}'), /conditions around whole links/],
    ['with values and conditions in it', sms('https://heron.example/{% if user.traits.a %}?a={{ user.traits.a }}{% endif %} b'), /^compiles$/],
    ['over http, in the text of an email', verdict({ channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 'http://a.example' }), /"part":"text","link"/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});

describe('what does not render', () => {
  test.each<[string, string, RegExp]>([
    ['for somebody without a trait', sms('{% assign a = user.traits.a %}Hi {{ a }}'), /"part":"body".*but for somebody with all samples an output has no value/],
    ['for want of a default', sms('{% if user.traits.firstName %}{% assign a = "b" %}{% endif %}Hi {{ a }}'), /but for somebody of whom nothing is known a is undefined/],
    ['into anything', sms('{% if user.traits.firstName %}Hi{% endif %}', {}, { program: everyChannel }), /nothing is left of it/],
    ['in one language', verdict({ channel: 'inapp', title: 't', body: 'b' }, { catalog: { translations: { de: { m: { channel: 'inapp', title: '{% comment %}x{% endcomment %}', body: 'b' } } } } }), /"locale":"de","part":"title"/],
    ['within the bytes of a push', verdict({ channel: 'push', title: 't', body: 'ü'.repeat(2000) }), /a push has at most 4096 bytes; this one has 4\d\d\d/],
    ['as long as a push may be', verdict({ channel: 'push', title: 't', body: 'ü'.repeat(1700), url: `https://heron.example/${'a'.repeat(1000)}` }), /^compiles$/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));

  test('names the arm for which it was tried', () => {
    const journey = {
      experiments: { x: { big: 0.5, small: 0.5 } },
      steps: [{ name: 'a', send: 'sms', content: { experiment: 'x', arms: { big: 'm', small: 'm' } } }],
    } as const;
    const body = `${'a'.repeat(307 - '\nReply STOP to stop'.length - 5)}{{ arm }}`;
    expect(sms(body, {}, { journey })).toMatch(/at most 2 segments/);
    expect(sms(body.slice(1), {}, { journey })).toMatch(/^compiles$/);
  });
});

describe('a WhatsApp message', () => {
  const approved = { name: 'plan_news', text: 'Hi {{1}}, news of {{2}}.', variables: { '1': '{{ user.traits.firstName | default: "you" }}', '2': 'plans' } };
  const chat = (template: object, given?: Given) => verdict({ channel: 'whatsapp', template: { ...approved, ...template } }, given);
  const words = (text: string, variables: object = approved.variables) => chat({ text, variables });

  test.each<[string, string, RegExp]>([
    ['that Meta approved', chat({}), /^compiles$/],
    ['that is marketing in free text', verdict({ channel: 'whatsapp', body: 'b' }), /a marketing message over WhatsApp is a template that Meta has approved/],
    ['that is needed, in free text', verdict({ channel: 'whatsapp', body: 'b' }, transactional), /^compiles$/],
    ['that says nothing', verdict({ channel: 'whatsapp' } as MessageTemplate, transactional), /has a template, a body or both/],
    ['with an empty text beside its template', verdict({ channel: 'whatsapp', template: approved, body: ' ' }), /write its body/],
    ['approved in one language only', chat({}, { ...transactional, catalog: { translations: { de: { m: { channel: 'whatsapp', body: 'b' } } } } }), /"locale":"de".*in every language, or in none/],
    ['whose name is not one', chat({ name: 'Plan-News' }), /"name":"Plan-News".*lower-case letters, digits and _/],
    ['whose language is not one of Meta', chat({}, { catalog: { default: 'zh-Hans' } }), /"language":"zh_Hans".*say it: language/],
    ['whose language is said', chat({ language: 'zh_CN' }, { catalog: { default: 'zh-Hans' } }), /^compiles$/],
    ['whose id at Twilio is not one', chat({ contentSid: 'HX1' }), /"contentSid":"HX1".*copy it from Twilio/],
    ['whose id is', chat({ contentSid: `HX${'0a'.repeat(16)}` }), /^compiles$/],
    ['over 1,024 characters', words('a'.repeat(1025), {}), /from 1 to 1024 characters/],
    ['with Liquid where Meta has places', words('Hi {{ user.id }}.'), /"found":"\{\{ user\.id \}\}.*put the Liquid into variables/],
    ['with a tag there', words('Hi {% if a %}.'), /put the Liquid into variables/],
    ['that leaves a place out', words('Hi {{1}} and {{3}}.'), /"places":\["1","3"\].*number them 1, 2/],
    ['that counts from 0', words('Hi {{0}} and {{1}}.'), /number them 1, 2/],
    ['without a variable for a place', words('Hi {{1}} and {{2}}.', { '1': 'a' }), /this template has places 1, 2/],
    ['with a variable for no place', words('Hi {{1}}.', { '1': 'a', '2': 'b' }), /this template has places 1;/],
    ['with twelve places', words(`${Array.from({ length: 12 }, (_, at) => `a {{${at + 1}}}`).join()}.`, Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at + 1, 'a']))), /^compiles$/],
    ['that begins with a place', words('{{1}}, hi {{2}}.'), /begins or ends with a place/],
    ['that ends with one', words('Hi {{1}}, {{2}} '), /begins or ends with a place/],
    ['with two side by side', words('Hi {{1}}{{2}}.'), /two side by side/],
    ['with two in a row', words('Hi {{1}} {{2}}.'), /^compiles$/],
    ['filled over two lines', words('Hi {{1}}.', { '1': 'a\nb' }), /"part":"variable 1","text":"a\\nb".*no line break/],
    ['filled with a gap', words('Hi {{1}}.', { '1': 'a     b' }), /no more than four spaces/],
    ['filled by nobody', words('Hi {{1}}.', { '1': '{{ user.traits.nick }}' }), /"part":"variable 1".*has a default/],
    ['filled with what is no text', words('Hi {{1}}.', { '1': 5 }), /give each its text/],
    ['filled beyond 1,024 characters', words(`${'a'.repeat(1015)} {{1}}.`, { '1': '{{ user.traits.firstName | default: "you" }}' }), /"characters":1028.*at most 1024/],
    ['of free text beyond them', verdict({ channel: 'whatsapp', template: approved, body: 'a'.repeat(1025) }), /at most 1024/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));

  test('remembers the fields that fill it', () => {
    const filled = { ...approved, variables: { '1': '{{ event.reason }}', '2': 'x' } };
    expect(compiled({ channel: 'whatsapp', template: filled }).rules.remembers).toEqual(['reason']);
  });
});
