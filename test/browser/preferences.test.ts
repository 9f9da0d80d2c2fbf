import { describe, expect, test } from 'vitest';
import { notFoundPage } from '../../lambdas/layout.ts';
import { preferencePage } from '../../lambdas/prefer/page.ts';
import { askPage, donePage } from '../../lambdas/withdraw/page.ts';
import { channels } from '../../lib/domain/channel.ts';
import type { Preferences } from '../../lib/domain/preferences.ts';
import { type PageLanguage, pageWords } from '../../statemachines/pages/index.ts';
import { PreferencePage } from '../sandbox/preference-page.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { faultsOf } from './axe.ts';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { openScreens } from './screens.ts';

const { sizes, screens, show, picture, browser } = openScreens({ width: 390, height: 844 }, process.env.PAGE_PICTURES);

const at = Date.parse('2027-02-10T09:00:00Z');
const plain: Preferences = {
  channels: (['email', 'push', 'inapp'] as const).map((channel) => ({ channel, on: true, unconfirmed: false })),
  topicsOff: [],
};
/** One of everything that the page can tell. */
const everything: Preferences = {
  channels: channels.map((channel) => ({
    channel,
    on: channel !== 'push',
    unconfirmed: channel === 'email',
    ...(channel === 'sms' && { suppressed: { reason: 'unsubscribed' as const, at } }),
  })),
  topicsOff: ['offers'],
  frequency: 'weekly',
  pausedUntil: at,
};

const pages = (Object.keys(pageWords) as PageLanguage[]).flatMap((language): [string, string][] => {
  const { preferences: words } = pageWords[language];
  const of = (preferences: Preferences) => ({ language, preferences, zone: 'UTC' });
  const leaving = { language, preferences: '../preferences/token' };
  return [
    [`preferences-${language}`, preferencePage(of(plain))],
    [`saved-${language}`, preferencePage({ ...of(everything), done: 'save' })],
    [`refused-${language}`, preferencePage({ ...of(everything), refused: words.notUnderstood('topic.gossip=on') })],
    [`unsubscribe-${language}`, askPage(leaving)],
    [`unsubscribed-${language}`, donePage(leaving)],
    [`not-found-${language}`, notFoundPage(language)],
  ];
});

describe.each(pages)('the page %s', (title, html) => {
  test.each(screens)('on a %s in %s', async (device, scheme, size) => {
    const shown = await show(html, size, scheme);
    await picture(shown, `${title}-${device}-${scheme}`);
    const { overflow, lang, faint, headings } = await shown.evaluate(look, 'dark');
    expect({ overflow, lang, faint, headings }).toEqual({
      overflow: 0,
      lang: title.slice(-2),
      faint: [],
      headings: [1],
    });
    expect(await shown.evaluate(smallTargets)).toEqual([]);
    expect(await faultsOf(shown)).toEqual([]);
  });

  test('on the smallest of screens, and with text of twice the size', async () => {
    const shown = await show(html, { width: 320, height: 568 }, 'light');
    expect((await shown.evaluate(look, 'dark')).overflow).toBe(0);
    await shown.addStyleTag({ content: 'html{font-size:200%}' });
    expect((await shown.evaluate(look, 'dark')).overflow).toBe(0);
  });
});

describe('a browser without scripts', () => {
  const stack = shippedStack();

  test('reads, chooses, pauses and leaves, with mouse and keyboard', async () => {
    await stack.client.introduce('ada', { locale: 'de' });
    const { url } = await PreferencePage.of(stack.client, 'ada');
    const context = await browser()?.newContext({ javaScriptEnabled: false, viewport: sizes.phone });
    const tab = await context?.newPage();
    if (!tab) throw new Error(noBrowser);
    const { preferences: words } = pageWords.de;
    const email = tab.getByLabel(words.channels.email.name);
    const status = tab.getByRole('status');

    await tab.goto(url);
    await email.uncheck();
    await tab.getByText(words.frequencies.weekly).click();
    await tab.getByRole('button', { name: words.save }).click();
    expect(await status.textContent()).toBe(words.done.save);
    expect([await email.isChecked(), await tab.getByLabel(words.frequencies.weekly).isChecked()]).toEqual([
      false,
      true,
    ]);

    await email.focus();
    await tab.keyboard.press('Space');
    await tab.keyboard.press('Enter');
    expect(await status.textContent()).toBe(words.done.save);
    expect(await email.isChecked()).toBe(true);

    await tab.getByRole('button', { name: words.pause }).click();
    expect(await tab.getByText('Pause bis 10. Februar 2027.').count()).toBe(1);
    await tab.reload();
    await tab.getByRole('button', { name: words.resume }).click();
    expect(await status.textContent()).toBe(words.done.resume);

    await tab.getByRole('button', { name: words.leave }).click();
    expect(await status.textContent()).toBe(words.done.leave);
    await tab.goto(url);
    expect(await tab.getByRole('checkbox', { checked: true }).count()).toBe(2);
    expect(await tab.getByRole('status').count()).toBe(0);
    await context?.close();
  });
});

/** What is touched and lower than 44 px, with the label that belongs to it. Runs inside the page. */
function smallTargets(): string[] {
  const rows = [...document.querySelectorAll<HTMLElement>('button, a, .choice')];
  return rows.filter((row) => row.getBoundingClientRect().height < 44).map((row) => row.outerHTML);
}
