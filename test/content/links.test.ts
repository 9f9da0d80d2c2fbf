// biome-ignore-all format: one link a line
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageTemplate } from '../../lib/content/catalog.ts';
import { ContentError } from '../../lib/content/content-error.ts';
import { linksIn } from '../../lib/content/links.ts';
import { renderMessage } from '../../lib/content/render.ts';

const utm = { hosts: ['heron.example'], source: 'polyphony', campaign: 'welcome', content: 'hello' };
const query = (medium: string) => `utm_source=polyphony&utm_medium=${medium}&utm_campaign=welcome&utm_content=hello`;

/** Renders a message for somebody with these traits, its links shortened, and says what they lead to. */
function shortened(message: MessageTemplate, traits: Record<string, unknown> = {}, withUtm = false) {
  const targets: Record<number, string> = {};
  const rendered = renderMessage({
    catalog: { default: 'en', messages: { m: message } },
    name: 'm',
    locale: 'en',
    variables: { user: { id: 'u 1', traits }, company: { name: 'Heron', postalAddress: 'x' }, links: { unsubscribe: 'https://heron.example/u/1' } },
    shorten: (target, place) => {
      expect(targets[place]).toBeUndefined();
      targets[place] = target;
      return `https://s.example/${place}`;
    },
    ...(withUtm && { utm }),
  });
  return { rendered, targets };
}
const sms = (body: string, traits?: Record<string, unknown>) => {
  const { rendered, targets } = shortened({ channel: 'sms', body }, traits);
  return [rendered.channel === 'sms' && rendered.body, ...Object.values(targets)];
};

describe('in an SMS, a link', () => {
  test.each<[string, string, string[]]>([
    ['is short', 'See https://heron.example/a', ['See https://s.example/0', 'https://heron.example/a']],
    ['ends before a full stop', 'https://heron.example/a.', ['https://s.example/0.', 'https://heron.example/a']],
    ['ends before what encloses it', '(https://heron.example/a), ok', ['(https://s.example/0), ok', 'https://heron.example/a']],
    ['keeps brackets of its own', 'https://heron.example/a_(b)', ['https://s.example/0', 'https://heron.example/a_(b)']],
    ['ends at a line break', 'https://heron.example\nBye', ['https://s.example/0\nBye', 'https://heron.example']],
    ['has values in it, encoded', 'https://heron.example/{{ user.id }}?q={{ user.traits.q }}!', ['https://s.example/0!', 'https://heron.example/u%201?q=a%26b%2F..%2F']],
    ['has a value that was encoded already', 'https://heron.example/{{ user.traits.q | url_encode }}', ['https://s.example/0', 'https://heron.example/a%26b%2F..%2F']],
    ['has a default in it', 'https://heron.example/{{ user.traits.x | default: "a b" }} ok', ['https://s.example/0 ok', 'https://heron.example/a%20b']],
    ['has a condition in it', 'https://heron.example/{% if user.traits.q %}?a=1{% endif %}', ['https://s.example/0', 'https://heron.example/?a=1']],
    ['stands in a condition', '{% if user.traits.q %}https://heron.example/a{% else %}https://heron.example/b{% endif %}', ['https://s.example/0', 'https://heron.example/a']],
    ['keeps its number when another is left out', '{% unless user.traits.q %}https://heron.example/a{% endunless %}https://heron.example/b', ['https://s.example/1', 'https://heron.example/b']],
    ['is one of two', 'https://heron.example/a https://heron.example/a', ['https://s.example/0 https://s.example/1', 'https://heron.example/a', 'https://heron.example/a']],
    ['gets a number each time', 'Hi {% for i in (1..2) %}https://heron.example/{{ i }} {% endfor %}', ['Hi https://s.example/0 https://s.example/1 ', 'https://heron.example/1', 'https://heron.example/2']],
    ['is words where Liquid is', '{% raw %}https://heron.example/{{ a }}{% endraw %}', ['https://heron.example/{{ a }}']],
    ['of a person stays theirs', 'You wrote {{ user.traits.url }}', ['You wrote https://evil.example/']],
  ])('%s', (_, body, expected) => expect(sms(body, { q: 'a&b/../', url: 'https://evil.example/' })).toEqual(expected));

  test.each(['https://{{ user.traits.host }}/', 'https://heron.example{{ user.traits.host }}/', 'https://heron.example.{{ user.id }}'])(
    'leads nowhere that a value chooses: %s',
    (body) => {
      expect(() => sms(body, { host: '.evil.example' })).toThrow(ContentError);
      expect(() => sms(body, { host: '.evil.example' })).toThrow(/m \(en\) body: a link leads to the fixed https/);
    },
  );
});

test('no value of a person becomes a link of ours', () => {
  const pieces = fc.constantFrom('https://evil.example/', '{% link 0 %}', '{% endlink %}', '{{ user.id }}', '\uE0000\uE001', ' ', '/', '"', 'a');
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1 }).map((all) => `x${all.join('')}`), (value) => {
      const [body, ...targets] = sms('To {{ user.traits.v }}, at https://heron.example/{{ user.traits.v }}', { v: value });
      expect(body).toBe(`To ${value}, at https://s.example/0`);
      expect(targets).toEqual([`https://heron.example/${encodeURIComponent(value.toWellFormed())}`]);
    }),
  );
});

test('nobody writes the mark of links', () => {
  expect(() => renderMessage({ catalog: { default: 'en', messages: { m: { channel: 'push', title: '{% link 0 %}{{ user.id }}{% endlink %}', body: 'b' } } }, name: 'm', locale: 'en', variables: { user: { id: 'u' }, company: { name: 'x', postalAddress: 'x' } } })).toThrow(ContentError);
});

describe('each channel', () => {
  test('push shortens where a tap leads, and leaves the app alone', () => {
    const push = { channel: 'push', title: 'https://heron.example/', body: 'https://heron.example/' } as const;
    expect(shortened({ ...push, url: 'https://heron.example/{{ user.id }}' }, {}, true)).toEqual({
      rendered: { ...push, url: 'https://s.example/0' },
      targets: { 0: `https://heron.example/u%201?${query('push')}` },
    });
    expect(shortened({ ...push, url: 'heron://notes/{{ user.id }}' }, {}, true).rendered).toMatchObject({ url: 'heron://notes/u%201' });
  });

  test('in-app marks its link and keeps it', () => {
    expect(shortened({ channel: 'inapp', title: 't', body: 'b', url: 'https://heron.example/#a' }, {}, true)).toEqual({
      rendered: { channel: 'inapp', title: 't', body: 'b', url: `https://heron.example/?${query('inapp')}#a` },
      targets: {},
    });
  });

  test('email marks the links of its author, in HTML and in text, and no other', () => {
    const html = '<a class="x" href="https://heron.example/?a=1&amp;b={{ user.traits.q | link_part }}">a</a> <a href=\'https://acme.example/?a&amp;b\'>b</a> ' +
      '<img src="https://heron.example/i.png" alt=""> <a href="{{ links.unsubscribe }}">c</a> https://heron.example/words';
    const text = 'a: https://heron.example/?a=1 (https://heron.example/b) {{ links.unsubscribe }}';
    const { rendered, targets } = shortened({ channel: 'email', subject: 's', preheader: 'p', html, text }, { q: '"&' }, true);
    expect(rendered).toEqual({
      channel: 'email',
      subject: 's',
      html: `<a class="x" href="https://heron.example/?a=1&amp;b=%22%26&amp;${query('email').replaceAll('&', '&amp;')}">a</a> <a href='https://acme.example/?a&amp;b'>b</a> ` +
        '<img src="https://heron.example/i.png" alt=""> <a href="https://heron.example/u/1">c</a> https://heron.example/words',
      text: `a: https://heron.example/?a=1&${query('email')} (https://heron.example/b?${query('email')}) https://heron.example/u/1`,
    });
    expect(targets).toEqual({});
  });

  test('an email reads its links as HTML does', () => {
    const of = (href: string) => shortened({ channel: 'email', subject: 's', preheader: 'p', html: `<a href=${href}>a</a>`, text: 't' }, {}, true).rendered;
    expect(of('https://heron.example/')).toMatchObject({ html: `<a href=https://heron.example/?${query('email').replaceAll('&', '&amp;')}>a</a>` });
    expect(of('"https://heron.example/?a=1&#38;utm_source=x&#x26;b=&quot;#c"')).toMatchObject({
      html: `<a href="https://heron.example/?a=1&amp;utm_source=x&amp;b=&quot;&amp;${query('email').replaceAll('&', '&amp;').replace(/^.*?&amp;/, '')}#c">a</a>`,
    });
  });
});

test('links are found with what stands behind them', () => {
  expect(linksIn('text', 'http://a.example, https://b.example/ü x https://c.example{% if a %} y{% endif %}')).toEqual([
    { source: 'http://a.example', next: ',' },
    { source: 'https://b.example/ü', next: ' ' },
    { source: 'https://c.example', next: '{% if a %}' },
  ]);
});
