import { describe, expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { allEmails, type Email } from './emails.ts';
import { type Look, look } from './look.ts';
import { openScreens } from './screens.ts';

// As in a mail program that has not been allowed to fetch anything.
const { screens, show, picture } = openScreens({ width: 360, height: 740 }, process.env.EMAIL_PICTURES);

describe.each(allEmails().map((email) => [email.title, email] as const))('the email %s', (title, email) => {
  test.each(screens)('on a %s in %s', async (device, scheme, viewport) => {
    const shown = await show(email.html, viewport, scheme);
    await picture(shown, `${title}-${device}-${scheme}`);
    expectReadable(await shown.evaluate(look, scheme), email);
    expect(await faultsOf(shown)).toEqual([]);
  });

  test('on the smallest of screens', async () => {
    const shown = await show(email.html, { width: 320, height: 568 }, 'light');
    expect((await shown.evaluate(look, 'light')).overflow).toBe(0);
  });
});

function expectReadable(seen: Look, { locale, purpose }: Email): void {
  expect(seen).toMatchObject({ overflow: 0, imagesWithoutAlt: 0, tablesWithoutRole: 0, faint: [], small: [] });
  expect(seen.lang).toBe(locale);
  expect(seen.dir).toBe(seen.lang === 'ar' ? 'rtl' : 'ltr');
  expect(seen.headings.filter((level) => level === 1)).toEqual([1]);
  seen.headings.forEach((level, at) => {
    expect(level - (seen.headings[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
  expect(seen.links.filter(({ href, words }) => words === '' || !/^(?:https|mailto):/.test(href))).toEqual([]);
  expect(Math.min(...seen.targets, 44)).toBe(44);
  expect(seen.unsubscribe).toEqual(purpose === 'marketing' ? { visible: true } : null);
}
