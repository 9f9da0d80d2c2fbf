// biome-ignore-all format: one refusal a line
import { describe, expect, test } from 'vitest';
import type { Catalog, EmailTemplate, MessageTemplate } from '../../../lib/content/catalog.ts';
import { RuleError } from '../../../lib/domain/rule-error.ts';
import type { AnyStep } from '../../../statemachines/any-journey.ts';
import type { WholeProgram } from '../../../statemachines/program-form.ts';
import { everyChannel } from '../win-back.ts';
import { compile, content, mail, ping, small } from './small.ts';

const email: EmailTemplate = { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' };

/** What the compiler says of a step with this content. */
function verdict(more: Partial<Catalog>, step: AnyStep = mail('a'), program: WholeProgram = everyChannel): string {
  try {
    compile(small([step], { content: { ...content, ...more }, ...(typeof step === 'object' && 'content' in step && typeof step.content === 'object' && { experiments: { x: { a: 1 } } }) }), program);
    return 'compiles';
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
}
const withMail = (more: Partial<EmailTemplate>) => verdict({ messages: { mail: { ...email, ...more } } });
const withPush = (more: object) => verdict({ messages: { ping: { channel: 'push', title: 't', body: 'b', ...more } } }, ping('a'));

describe('a catalog', () => {
  test.each<[string, string, RegExp]>([
    ['lacks the content', verdict({ messages: {} }), /"mail".*content for email is there are none yet|"mail".*content for email/],
    ['has it for another channel', verdict({ messages: { mail: content.messages.ping as MessageTemplate } }), /content for email/],
    ['has it in another language only', verdict({ messages: {}, translations: { de: { mail: email } } }), /write mail in en too/],
    ['translates it for another channel', verdict({ translations: { de: { mail: content.messages.ping as MessageTemplate } } }), /write it for email/],
    ['misspells a locale', verdict({ translations: { de_AT: {} } }), /write it like/],
    ['falls back on what is not there', verdict({ fallbacks: { 'pt-BR': ['es'] } }), /a fallback is one of en/],
    ['leaves a part empty', withMail({ text: ' ' }), /write its text/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});

describe('a variable', () => {
  test.each<[string, string, RegExp]>([
    ['that does not exist', withMail({ html: '{{ customer.name }}' }), /"variable":"customer.name".*a variable is one of user, event/],
    ['of the user that does not exist', withMail({ html: '{{ user.email }}' }), /user has id, country/],
    ['of the event that is not declared', withMail({ html: '{{ event.color }}' }), /event has reason/],
    ['of the event in brackets', withMail({ html: '{{ event["reason"] }}' }), /write event\.reason/],
    ['that is all traits', withMail({ html: '{% if user.traits %}x{% endif %}' }), /a trait is named/],
    ['that may be missing', withMail({ subject: 'Hi {{ user.traits.firstName }}' }), /write \{\{ user\.traits\.firstName \| default/],
    ['whose default comes too late', withMail({ subject: '{{ user.traits.firstName | upcase | default: "you" }}' }), /the default first/],
    ['whose default may be missing', withMail({ subject: '{{ user.traits.nick | default: user.traits.firstName }}' }), /default/],
    ['with a default', withMail({ subject: '{{ user.traits.firstName | default: "you" | upcase }}' }), /^compiles$/],
    ['that was asked for', withMail({ subject: 'Hi{% if user.traits.plan %} {{ user.traits.plan }}{% endif %}' }), /^compiles$/],
    ['when another was asked for', withMail({ subject: '{% if user.traits.plan %}{{ user.traits.name }}{% endif %}' }), /user\.traits\.name/],
    ['of the event', withMail({ html: '{{ event.reason }}' }), /^compiles$/],
    ['that is the arm, outside an experiment', withMail({ html: '{{ arm }}' }), /a variable is/],
    ['that is the arm', verdict({ messages: { mail: { ...email, html: '{{ arm }} {{ locale }}' } } }, { ...mail('a'), content: { experiment: 'x', arms: { a: 'mail' } } }), /^compiles$/],
    ['that is the link to unsubscribe, outside an email', withPush({ body: '{{ links.unsubscribe }}' }), /links has preferences/],
    ['that is the link to the preferences', withPush({ body: '{{ links.preferences }}' }), /^compiles$/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});

describe('a template', () => {
  test.each<[string, string, RegExp]>([
    ['does not parse', withMail({ html: '{% if user.id %}' }), /not closed.*Liquid template/],
    ['in another language does not parse', verdict({ translations: { de: { mail: { ...email, text: '{{ x' } } } }), /"locale":"de","part":"text"/],
    ['uses an unknown filter', withMail({ html: '{{ user.id | shout }}' }), /undefined filter: shout/],
    ['goes around the escaping', withMail({ html: '{{ user.id | raw }}' }), /undefined filter: raw/],
    ['loads another by name', withMail({ html: '{% render user.id %}' }), /tag .*render.* not found, line:1/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});

describe('a link', () => {
  test.each<[string, string, RegExp]>([
    ['over http', withPush({ url: 'http://acme.example/' }), /fixed https/],
    ['that runs code', withPush({ url: 'javascript://acme.example/%0Aalert(1)' }), /fixed https/],
    ['to a host that the user chooses', withPush({ url: 'https://{{ user.traits.host | default: "acme" }}.example/' }), /fixed https/],
    ['to a host that the user completes', withPush({ url: 'https://acme.example{{ user.traits.host | default: "" }}' }), /fixed https/],
    ['into the app', withPush({ url: 'acme://orders/{{ user.id }}' }), /^compiles$/],
    ['with a query', withPush({ url: 'https://acme.example/?u={{ user.id }}' }), /^compiles$/],
    ['in an email over http', withMail({ html: '<a href="http://acme.example">x</a>' }), /"link":"http:\/\/acme/],
    ['in an email from a trait', withMail({ html: '<a href="{{ user.traits.site | default: "" }}">x</a>' }), /"link":/],
    ['in an email', withMail({ html: '<a href="https://acme.example/{{ user.id }}">x</a> <a href=\'mailto:hi@acme.example\'>y</a>' }), /^compiles$/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});

describe('a marketing email without its unsubscribe link', () => {
  const en = everyChannel.emailLayouts.marketing.en ?? { html: '', text: '' };
  const under = (html: string, text: string) =>
    verdict({}, mail('a'), { ...everyChannel, emailLayouts: { ...everyChannel.emailLayouts, marketing: { en: { html, text } } } });
  const bare = '<body>{{ content }}</body>';
  const link = '<a href="{{ links.unsubscribe }}">Unsubscribe</a>';

  test.each<[string, string, RegExp]>([
    ['in HTML', under(bare, en.text), /"part":"html".*link to unsubscribe/],
    ['in text', under(en.html, '{{ content }}'), /"part":"text".*link to unsubscribe/],
    ['under a condition', under(`${bare}{% if user.traits.old %}${link}{% endif %}`, en.text), /link to unsubscribe/],
    ['that is not a link', under(`${bare}{{ links.unsubscribe }}`, en.text), /link to unsubscribe/],
    ['in a layout without a place for the message', under(link, en.text), /put \{\{ content \}\} there/],
    ['is fine with it', under(bare + link, '{{ content }} {{ links.unsubscribe }}'), /^compiles$/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));

  test('is fine when it is transactional', () => {
    const { control: _, ...rest } = small([mail('a')], { purpose: 'transactional' });
    expect(() => compile(rest)).not.toThrow();
  });
});

describe('an email', () => {
  const page = (html: string) => withMail({ html });

  test.each<[string, string, RegExp]>([
    ['over what Gmail shows', page(`<p>${'a'.repeat(102_000)}</p>`), /"bytes":1\d{5}.*at most 102000 bytes.*shorten it/],
    ['just as long as it may be', page(`<p>${'a'.repeat(80_000)}</p>`), /^compiles$/],
    ['that opens a comment', page('<!--'), /"locale":"en","part":"html","found":"<!--"/],
    ['that hides what follows', page('<div style="display:none">'), /every element .* is closed/],
    ['that stops before its footer', page('{% break %}'), /tag .*break.* not found/],
    ['that stops in several lines', page('{% liquid break %}'), /tag .*liquid.* not found/],
    ['that takes the footer its link', page('{% assign links = user.id %}'), /"variable":"links".*the footer needs it/],
    ['that takes it in text', withMail({ text: '{% capture company %}x{% endcapture %}' }), /"part":"text","variable":"company"/],
    ['that takes it under a condition', page('{% if user.traits.a %}{% increment links %}{% endif %}'), /"variable":"links"/],
    ['with a variable of its own', page('{% assign greeting = user.id %}{{ greeting }}'), /^compiles$/],
  ])('%s', (_, said, expected) => expect(said).toMatch(expected));
});
