import { describe, expect, it } from 'vitest';
import { html } from '../../../lambdas/html.ts';
import { languageOf } from '../../../lambdas/language.ts';
import { notFoundPage } from '../../../lambdas/layout.ts';
import { preferencePage } from '../../../lambdas/prefer/page.ts';
import { askPage } from '../../../lambdas/withdraw/page.ts';
import { channels } from '../../../lib/domain/channel.ts';
import type { Preferences } from '../../../lib/domain/preferences.ts';
import { type PageLanguage, pageWords } from '../../../statemachines/pages/index.ts';
import { monday } from '../../engine/surroundings.ts';

const everything: Preferences = {
  channels: channels.map((channel) => ({ channel, on: channel !== 'push', unconfirmed: channel === 'email' })),
  topicsOff: ['tips'],
  frequency: 'weekly',
};
const shown = (preferences: Preferences = everything, language: PageLanguage = 'en') =>
  preferencePage({ language, preferences, zone: 'Europe/Berlin' });

describe.each(Object.keys(pageWords) as PageLanguage[])('the page in %s', (language) => {
  const page = shown(everything, language);

  it('says its language, and runs and fetches nothing', () => {
    expect(page).toContain(`<html lang="${language}" dir="ltr">`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe| src=| on[a-z]+=|javascript:|url\(/i);
  });

  it('has a label for whatever can be chosen, each once', () => {
    const ids = [...page.matchAll(/<input type="(?:checkbox|radio)" id="([^"]+)"/g)].map(([, id]) => id);
    const labels = [...page.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(channels.length + 2 + 2);
    expect(labels).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells of a closed channel why, and offers no switch', () => {
    for (const reason of ['bounced', 'complained', 'unsubscribed', 'erased'] as const) {
      const closed = shown(
        {
          channels: [{ channel: 'sms', on: true, unconfirmed: false, suppressed: { reason, at: monday } }],
          topicsOff: [],
        },
        language,
      );
      const { stopped, suppressed } = pageWords[language].preferences;
      expect(closed).toContain(reason === 'unsubscribed' ? stopped : suppressed[reason]);
      expect(closed).not.toContain('id="sms"');
    }
  });

  it('always has the one button that ends everything', () => {
    for (const preferences of [everything, { channels: [], topicsOff: [] }]) {
      expect(shown(preferences, language)).toContain(`value="leave">${pageWords[language].preferences.leave}</button>`);
    }
  });
});

describe('the page', () => {
  it('shows the state', () => {
    expect([...shown().matchAll(/id="([^"]+)"[^>]* checked/g)].map(([, id]) => id)).toEqual([
      'email',
      'sms',
      'whatsapp',
      'inapp',
      'topic.offers',
      'weekly',
    ]);
    const late = Date.parse('2027-02-09T23:30:00Z');
    expect(shown({ ...everything, pausedUntil: late })).toContain('Paused until February 10, 2027.');
    expect(shown({ ...everything, pausedUntil: late }, 'de')).toContain('Pause bis 10. Februar 2027.');
  });

  it('escapes what it is told', () => {
    const refused = pageWords.en.preferences.notUnderstood('<script>"&\'');
    const page = preferencePage({ language: 'en', preferences: everything, zone: 'UTC', refused });
    expect(page).toContain(
      'role="alert">Nothing was changed: this page does not know “&lt;script&gt;&quot;&amp;&#39;”',
    );
    expect(html`<b title="${'"><i>'}">${'<&>'}</b>${html`<br>`}${false}`.source).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;&amp;&gt;</b><br>',
    );
  });

  it('looks like the page that unsubscribes, which leads on to it, and like the one for a link that leads nowhere', () => {
    const styles = (page: string) => /<style>[^<]+<\/style>/.exec(page)?.[0];
    const ask = askPage({ language: 'en', preferences: '../preferences/token' });
    expect(ask).toContain('<a href="../preferences/token">Choose what you get</a>');
    expect([styles(ask), styles(notFoundPage('en'))]).toEqual([styles(shown()), styles(shown())]);
  });
});

it.each([
  ['de-AT', 'en', 'de'],
  ['DE_de', undefined, 'de'],
  ['fr', 'de-CH, en;q=0.8', 'de'],
  [undefined, 'en;q=0.5, de;q=0.9', 'de'],
  [undefined, 'fr, *;q=0.5', 'en'],
  [undefined, 'de;q=0, en', 'en'],
  [undefined, undefined, 'en'],
  ['not a tag', '!!, ;q=, de', 'de'],
])('a person of locale %s whose browser asks for %s reads %s', (locale, header, expected) => {
  expect(languageOf(locale, header)).toBe(expected);
});
