// biome-ignore-all format: one body a line
import { describe, expect, test } from 'vitest';
import { render } from '../../lib/content/engines.ts';
import { compileBody } from '../../lib/content/markdown/index.ts';
import { styles } from '../../statemachines/email/look.ts';

const place = { content: 'mail', locale: 'en' };
const bare: typeof styles = { ...styles, ...Object.fromEntries(Object.keys(styles).map((name) => [name, ''])) };
const plain = (html: string) => html.replaceAll(' style=""', '');

/** Both parts of a body, the HTML without its styles. */
const parts = (body: string) => {
  const { html, text } = compileBody(body, place, bare);
  return { html: plain(html), text };
};
const refusal = (body: string): string => {
  try {
    compileBody(body, place, bare);
    return 'compiles';
  } catch (error) {
    return String(error);
  }
};

describe('one body becomes two parts', () => {
  test.each<[string, string, string, string]>([
    ['a paragraph, its lines kept', 'One\nTwo', '<p>One<br>Two</p>', 'One\nTwo'],
    ['what is marked', '**One** and *two*', '<p><strong>One</strong> and <em>two</em></p>', 'One and two'],
    ['signs of HTML', 'Tips & <3 "tricks"', '<p>Tips &amp; &lt;3 &quot;tricks&quot;</p>', 'Tips & <3 "tricks"'],
    ['headings', '# A\n\n## B', '<h1>A</h1>\n<h2>B</h2>', 'A\n\nB'],
    ['a list', '- a\n- b\n\nc', '<ul><li>a</li>\n<li>b</li></ul>\n<p>c</p>', '- a\n- b\n\nc'],
    ['a list that counts', '3. a\n4. b', '<ol start="3"><li>a</li>\n<li>b</li></ol>', '3. a\n4. b'],
    ['a list in a list', '- a\n  - b\n- c', '<ul><li>a\n<ul><li>b</li></ul></li>\n<li>c</li></ul>', '- a\n  - b\n- c'],
    ['a link', 'See [the guide](https://a.example/g).', '<p>See <a href="https://a.example/g">the guide</a>.</p>', 'See the guide (https://a.example/g).'],
    ['an address', 'Ask [Ann](mailto:ann@a.example)!', '<p>Ask <a href="mailto:ann@a.example">Ann</a>!</p>', 'Ask Ann (ann@a.example)!'],
    ['an image', '![A heron](https://a.example/h.png)', '<p><img src="https://a.example/h.png" alt="A heron"></p>', '[A heron]'],
    ['a quote', '> a\n> b', '<blockquote><p>a<br>b</p></blockquote>', '> a\n> b'],
    ['a rule', 'a\n\n---\n\nb', '<p>a</p>\n<hr>\n<p>b</p>', 'a\n\n* * *\n\nb'],
    ['what is indented like its code', '\n    # A\n\n    b\n  ', '<h1>A</h1>\n<p>b</p>', 'A\n\nb'],
  ])('%s', (_, body, html, text) => expect(parts(body)).toEqual({ html, text }));

  test('a link alone in its paragraph is a button', () => {
    const { html, text } = parts('[Open it](https://a.example/?a=1&b=2)');

    expect(html).toMatch(/^<table role="presentation".*<td class="button"><a href="https:\/\/a\.example\/\?a=1&amp;b=2">Open it<\/a>/);
    expect(text).toBe('Open it: https://a.example/?a=1&b=2');
  });
});

describe('Liquid in it', () => {
  const scope = { user: { traits: { name: 'A&B "C"/../', plan: 'pro' } }, links: { unsubscribe: 'https://a.example/u' } };
  const rendered = (body: string, given: object = scope) => {
    const { html, text } = parts(body);
    return { html: render('html', html, given), text: render('text', text, given) };
  };

  test('keeps its quotes, and its values are escaped for where they are', () => {
    expect(rendered('Hi **{{ user.traits.name | default: "you" }}**')).toEqual({
      html: '<p>Hi <strong>A&amp;B &quot;C&quot;/../</strong></p>',
      text: 'Hi A&B "C"/../',
    });
  });

  test('adds no path and no query to a link', () => {
    expect(rendered('See [it](https://a.example/{{ user.traits.name }}?x=1), or [go]({{ links.unsubscribe }})')).toEqual({
      html: '<p>See <a href="https://a.example/A%26B%20%22C%22%2F..%2F?x=1">it</a>, or <a href="https://a.example/u">go</a></p>',
      text: 'See it (https://a.example/A%26B%20%22C%22%2F..%2F?x=1), or go (https://a.example/u)',
    });
  });

  test('says no Markdown and no HTML of its own', () => {
    const given = { user: { traits: { name: '**[x](https://evil.example)** <b>' } } };

    expect(rendered('{{ user.traits.name }}', given).html).toBe('<p>**[x](https://evil.example)** &lt;b&gt;</p>');
  });

  test('on a line of its own decides about paragraphs, and leaves no gap', () => {
    const body = 'One\n{% if user.traits.plan == "pro" %}\nTwo\n{% endif %}\nThree';

    expect(rendered(body).text).toBe('One\n\nTwo\n\nThree');
    expect(rendered(body).html).toMatch(/^<p>One<\/p>\n+<p>Two<\/p>\n+<p>Three<\/p>$/);
    expect(rendered(body, { user: { traits: {} } }).text).toBe('One\n\nThree');
  });

  test('within a line decides about words', () => {
    expect(rendered('Hi{% if user.traits.plan %} pro{% endif %}!').html).toBe('<p>Hi pro!</p>');
  });
});

test.each<[string, string, RegExp]>([
  ['HTML', '<b>x</b>', /"content":"mail","locale":"en".*body of an email holds headings.*html and text by hand/],
  ['a comment that never ends', 'x\n\n<!-- y', /body of an email holds/],
  ['a table', '| a |\n|---|\n| b |', /body of an email holds/],
  ['code', '`x`', /body of an email holds/],
  ['an entity', 'a &nbsp; b', /&nbsp;.*the characters themselves/],
  ['a fourth heading', '#### x', /a heading is #, ## or ###/],
  ['an image without words', '![](https://a.example/h.png)', /says in words what it shows/],
  ['an image in a line', 'a ![b](https://a.example/h.png)', /an image stands alone/],
  ['a bare address', 'See https://a.example/x', /words that say where it leads/],
  ['a tag that reaches out of its paragraph', 'a {% if x %} b\n\nc {% endif %}', /closes in the paragraph/],
  ['a tag that reaches out of its quote', '> {% if x %}\n\na\n{% endif %}', /closes in the paragraph/],
  ['a branch without its tag', '{% if x %}\n# a {% else %}\n{% endif %}', /closes in the paragraph/],
  ['a tag that reaches out of its link', '[a {% if x %}](https://a.example) b {% endif %}', /closes in the paragraph, the list item, the bold or the link/],
])('no %s', (_, body, expected) => expect(refusal(body)).toMatch(expected));
