import { expect, it } from 'vitest';
import { isLinkPreview } from '../../lib/domain/link-preview.ts';
import { isMachineOpen } from '../../lib/domain/machine-open.ts';
import { feedbackKinds, isEngagement, satisfies } from '../../lib/domain/touch-record.ts';

it('takes what a machine loaded for delivered, and for nothing that a person does', () => {
  const only = { prefetched: 1 };
  expect(satisfies('delivered', only)).toBe(true);
  for (const guard of ['opened', 'clicked', 'engaged', 'replied'] as const) expect(satisfies(guard, only)).toBe(false);
  expect(feedbackKinds.filter(isEngagement)).toEqual(['opened', 'clicked', 'replied']);
});

it('takes what went wrong for no answer at all', () => {
  const wrong = { delayed: 1, softBounced: 1, bounced: 1, rejected: 1, complained: 1 };
  for (const guard of ['delivered', 'opened', 'clicked', 'engaged', 'replied'] as const)
    expect(satisfies(guard, wrong)).toBe(false);
});

it.each([
  ['Mozilla/5.0', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)', false],
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', false],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', false],
  [undefined, false],
])('%s opens by machine: %s', (agent, expected) => {
  expect(isMachineOpen(agent)).toBe(expected);
});

it.each([
  ['WhatsApp/2.23.20.0', true],
  ['facebookexternalhit/1.1 Facebot Twitterbot/1.0', true],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', true],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1', false],
  ['Mozilla/5.0 (Linux; Android 14; Cubot X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36', false],
  [undefined, false],
])('%s only previews: %s', (agent, expected) => {
  expect(isLinkPreview(agent)).toBe(expected);
});
