// biome-ignore-all format: one link a line
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withUtm } from '../../lib/content/utm.ts';

const utm = { hosts: ['heron.example'], source: 'polyphony', campaign: 'welcome', content: 'hello' };
const all = 'utm_source=polyphony&utm_medium=email&utm_campaign=welcome&utm_content=hello';

test.each<[string, string, string]>([
  ['a host', 'https://heron.example', `https://heron.example?${all}`],
  ['a path', 'https://heron.example/a/b', `https://heron.example/a/b?${all}`],
  ['a host under it', 'https://www.heron.example/', `https://www.heron.example/?${all}`],
  ['its name in capitals', 'https://Heron.Example/', `https://Heron.Example/?${all}`],
  ['a port', 'https://heron.example:8443/', `https://heron.example:8443/?${all}`],
  ['a query', 'https://heron.example/?a=1', `https://heron.example/?a=1&${all}`],
  ['an empty query', 'https://heron.example/?', `https://heron.example/?${all}`],
  ['a fragment', 'https://heron.example/#top', `https://heron.example/?${all}#top`],
  ['both', 'https://heron.example/?a=1#top?x', `https://heron.example/?a=1&${all}#top?x`],
  ['what its author set', 'https://heron.example/?utm_source=card&utm_content=', 'https://heron.example/?utm_source=card&utm_content=&utm_medium=email&utm_campaign=welcome'],
  ['what only looks so', 'https://heron.example/?xutm_source=1', `https://heron.example/?xutm_source=1&${all}`],
  ['a query that is a question mark', 'https://heron.example/??', `https://heron.example/??&${all}`],
  ['another host', 'https://acme.example/', 'https://acme.example/'],
  ['a host that ends alike', 'https://blueheron.example/', 'https://blueheron.example/'],
  ['the host as a path', 'https://acme.example/heron.example', 'https://acme.example/heron.example'],
  ['the app', 'heron://heron.example/', 'heron://heron.example/'],
])('a link with %s', (_, link, marked) => expect(withUtm(link, utm, 'email')).toBe(marked));

test('what was in a link stays as it was, and marking it again changes nothing', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const { host } = new URL(url);
      const marked = withUtm(url, { ...utm, hosts: [new URL(url).hostname] }, 'sms');
      expect(withUtm(marked, { ...utm, hosts: [new URL(url).hostname] }, 'sms')).toBe(marked);
      const [before, after] = [new URL(url), new URL(marked)];
      expect([after.host, after.pathname, after.hash]).toEqual([host, before.pathname, before.hash]);
      if (!url.startsWith('https:')) return;
      for (const name of ['source', 'medium', 'campaign', 'content']) after.searchParams.delete(`utm_${name}`);
      expect([...after.searchParams]).toEqual([...before.searchParams]);
    }),
  );
});
