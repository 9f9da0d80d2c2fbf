import { describe, expect, test } from 'vitest';
import type { Catalog, EmailTemplate, Messages } from '../../lib/content/catalog.ts';
import { ContentError } from '../../lib/content/content-error.ts';
import { renderMessage } from '../../lib/content/render.ts';
import type { Variables } from '../../lib/content/variables.ts';

const company = { name: 'Acme & Sons', postalAddress: '1 Example Street' };
const links = { unsubscribe: 'https://acme.example/u?a=1&b=2' };
const variables = (traits: Record<string, unknown> = {}, more: Partial<Variables> = {}): Variables => ({
  user: { id: 'u-1', traits },
  company,
  links,
  ...more,
});

const catalog = (content: Catalog): Catalog => content;
const mail: EmailTemplate = { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' };
const push = (title: string, more: object = {}) => ({ channel: 'push' as const, title, body: 'b', ...more });

/** Renders a push of this title for somebody with these traits. */
const title = (template: string, traits?: Record<string, unknown>, more?: Partial<Variables>) => {
  const content = catalog({ default: 'en', messages: { m: push(template) } satisfies Messages });
  return renderMessage({ catalog: content, name: 'm', locale: undefined, variables: variables(traits, more) });
};

function failure(render: () => unknown): ContentError {
  try {
    render();
  } catch (error) {
    if (error instanceof ContentError) return error;
    throw error;
  }
  throw new Error('it rendered');
}

describe('each channel', () => {
  const content = catalog({
    default: 'en',
    messages: {
      mail: { channel: 'email', subject: 'A', preheader: 'B', html: '<p>C</p>', text: 'D' },
      push: { channel: 'push', title: 'A', body: 'B', url: 'acme://x/{{ user.id }}' },
      note: { channel: 'inapp', title: 'A', body: 'B' },
      text: { channel: 'sms', body: 'A' },
    } satisfies Messages,
    layouts: {
      en: { html: '<i>{{ preheader }}</i>{{ content }}<u>{{ locale }}</u>', text: '{{ content }}\n{{ company.name }}' },
    },
  });

  test.each([
    ['mail', { channel: 'email', subject: 'A', html: '<i>B</i><p>C</p><u>en</u>', text: 'D\nAcme & Sons' }],
    ['push', { channel: 'push', title: 'A', body: 'B', url: 'acme://x/u-1' }],
    ['note', { channel: 'inapp', title: 'A', body: 'B' }],
    ['text', { channel: 'sms', body: 'A' }],
  ])('%s', (name, message) => {
    expect(renderMessage({ catalog: content, name, locale: 'en', variables: variables() })).toEqual(message);
  });

  test('a message that is not there', () => {
    const error = failure(() =>
      renderMessage({ catalog: content, name: 'constructor', locale: 'en', variables: variables() }),
    );
    expect(error.message).toBe('constructor (en): there is no such message');
  });
});

describe('what a person lacks', () => {
  test('is named, and never a blank', () => {
    const error = failure(() => title('Hi {{ user.traits.firstName }}'));

    expect(error.message).toBe('m (en) title: user.traits.firstName is undefined');
    expect(error).toMatchObject({ content: 'm', locale: 'en', part: 'title', variable: 'user.traits.firstName' });
  });

  test.each([
    ['no traits at all', undefined],
    ['null', { firstName: null }],
    ['an empty text', { firstName: '' }],
    ['a text of spaces', { firstName: '  ' }],
  ])('has a default: %s', (_, traits) => {
    expect(title('Hi {{ user.traits.firstName | default: "you" }}', traits)).toMatchObject({ title: 'Hi you' });
    expect(title('Hi{% if user.traits.firstName %}!{% endif %}', traits)).toMatchObject({ title: 'Hi' });
    expect(failure(() => title('Hi {{ user.traits.firstName }}', traits)).variable).toBe('user.traits.firstName');
  });

  test('is not filled in by a variable assigned from it', () => {
    const error = failure(() => title('{% assign name = user.traits.firstName %}Hi {{ name }}'));

    expect(error.message).toBe('m (en) title: an output has no value');
  });

  test('is not inherited from where objects come from', () => {
    expect(failure(() => title('{{ user.traits.constructor }}')).variable).toBe('user.traits.constructor');
    expect(failure(() => title('{{ user.__proto__ }}')).variable).toBe('user.__proto__');
  });
});

test('zero and false are values', () => {
  expect(title('{{ user.traits.points }} {{ user.traits.on }}', { points: 0, on: false })).toMatchObject({
    title: '0 false',
  });
});

test('an object is nothing to read out', () => {
  expect(failure(() => title('{{ user.traits.cart }}', { cart: { n: 1 } })).problem).toBe(
    'an output is an object, not text',
  );
});

describe('what a person says of themselves', () => {
  const nasty = '<script>alert("1")</script> & {{ company.name }} {% if %}';

  test('is text in a push', () => {
    expect(title('{{ user.traits.name }}', { name: nasty })).toMatchObject({ title: nasty });
  });

  test('is escaped in HTML, as it is in text', () => {
    const content = catalog({
      default: 'en',
      messages: {
        m: {
          ...mail,
          subject: '{{ user.traits.name }}',
          html: '<p>{{ user.traits.name }}</p>',
          text: '{{ user.traits.name }}',
        },
      } satisfies Messages,
    });
    expect(renderMessage({ catalog: content, name: 'm', locale: 'en', variables: variables({ name: nasty }) })).toEqual(
      {
        channel: 'email',
        subject: nasty,
        html: '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; {{ company.name }} {% if %}</p>',
        text: nasty,
      },
    );
  });

  test('makes no second line of a subject', () => {
    const content = catalog({ default: 'en', messages: { m: { ...mail, subject: 'Hi {{ user.traits.name }}' } } });
    const message = renderMessage({
      catalog: content,
      name: 'm',
      locale: 'en',
      variables: variables({ name: 'Ann\r\nBcc: all@acme.example' }),
    });
    expect(message).toMatchObject({ subject: 'Hi Ann Bcc: all@acme.example' });
  });

  test('is encoded in a link', () => {
    const content = catalog({
      default: 'en',
      messages: { m: push('t', { url: 'https://acme.example/?q={{ user.traits.q }}' }) } satisfies Messages,
    });
    expect(
      renderMessage({ catalog: content, name: 'm', locale: 'en', variables: variables({ q: 'a&b=/../' }) }),
    ).toMatchObject({ url: 'https://acme.example/?q=a%26b%3D%2F..%2F' });
  });

  test('does not come back in an error', () => {
    const content = catalog({
      default: 'en',
      messages: {
        m: { ...mail, html: '{{ "a" | where_exp: "b", user.traits.name }}' },
      },
    });
    const error = failure(() =>
      renderMessage({ catalog: content, name: 'm', locale: 'en', variables: variables({ name: 'Secret (' }) }),
    );

    expect(error.message).toBe('m (en) html: the template does not render');
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain('Secret');
  });
});

test.each([
  'http://acme.example/',
  'javascript://acme.example/',
  '{{ user.traits.url }}',
  'https://acme.example.{{ user.id }}/',
])('a link is not followed to %s', (url) => {
  const content = catalog({ default: 'en', messages: { m: push('t', { url }) } satisfies Messages });
  const render = () =>
    renderMessage({
      catalog: content,
      name: 'm',
      locale: 'en',
      variables: variables({ url: 'https://evil.example/' }),
    });
  expect(failure(render).problem).toMatch(/fixed https:\/\/host\/ or app scheme/);
});

test('two people of one template hear nothing of each other', () => {
  const template = '{% if user.traits.name %}{% assign greeting = user.traits.name %}{% endif %}Hi {{ greeting }}';
  const ann = () => title(template, { name: 'Ann' });

  expect(ann()).toMatchObject({ title: 'Hi Ann' });
  expect(title(template, { name: 'Bob' })).toMatchObject({ title: 'Hi Bob' });
  expect(failure(() => title(template)).variable).toBe('greeting');
  expect(ann()).toMatchObject({ title: 'Hi Ann' });
});
