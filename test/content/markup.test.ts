// biome-ignore-all format: one body a line
import { expect, test } from 'vitest';
import { checkMarkup } from '../../lib/content/markup.ts';

const refusal = (html: string): string => {
  try {
    checkMarkup(html, { content: 'mail' });
    return 'fine';
  } catch (error) {
    return String(error);
  }
};

test.each<[string, string, RegExp]>([
  ['nothing', '', /^fine$/],
  ['words and elements', '<h1>A</h1><p class="b">b<br>c <a href="https://a.example">the "d"</a></p>', /^fine$/],
  ['whole elements under a condition', '{% if a %}<p>b</p>{% elsif c %}<p>d</p>{% else %}e{% endif %}', /^fine$/],
  ['Liquid in an attribute', '<p title="{{ a | default: ">" }}">b</p>', /^fine$/],
  ['an open comment', '<p>a</p><!-- b', /no comments/],
  ['a lone sign', 'a < b', /no lone </],
  ['an attribute that never ends', '<p title="a>b</p>', /no lone </],
  ['a style sheet', '<style>.unsubscribe{display:none}</style>', /the body of an email is made of/],
  ['a script', '<script>1</script>', /the body of an email is made of/],
  ['what is left open', '<div style="display:none">a', /"found":"div".*is closed/],
  ['what closes the frame', 'a</div></td>', /closes where it was opened/],
  ['what overlaps', '<b><i>a</b></i>', /closes where it was opened/],
  ['half an element under a condition', '{% if a %}<div>{% endif %}b{% if a %}</div>{% endif %}', /holds whole elements/],
  ['half a list under a condition', '{% if a %}</div>{% endif %}', /closes where it was opened/],
  ['an open block', '{% if a %}b', /every Liquid block is closed/],
  ['a first heading of second rank', '<h2>a</h2>', /make it a heading of level 1/],
  ['two first headings', '<h1>a</h1><h1>b</h1>', /level 2/],
  ['a level left out', '<h1>a</h1><h3>b</h3>', /level 2/],
  ['an image that says nothing', '<img src="https://a.example/a.png">', /has an alt text/],
  ['a table that only arranges', '<table><tr><td>a</td></tr></table>', /role="presentation"/],
  ['a link that leads nowhere', '<a>the prices</a>', /add its href/],
  ['a link without words', '<a href="https://a.example"> </a>', /say where it leads/],
  ['a link that says nothing', '<a href="https://a.example"><b>Click  here</b></a>', /say where it leads/],
  ['a link of an image', '<a href="https://a.example"><img src="https://a.example/a.png" alt="The prices"></a>', /^fine$/],
])('%s', (_, html, expected) => expect(refusal(html)).toMatch(expected));
