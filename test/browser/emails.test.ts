import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultsOf } from './axe.ts';
import { launch, noBrowser } from './chromium.ts';
import { allEmails, type Email } from './emails.ts';
import { type Look, look } from './look.ts';

/** A folder for pictures of every email, for people to look at. */
const pictures = process.env.EMAIL_PICTURES;

let browser: Browser | null = null;
let page: Page | undefined;
beforeAll(async () => {
  browser = await launch();
  if (!browser) console.warn(noBrowser);
  page = await browser?.newPage({ offline: true });
  if (pictures) mkdirSync(pictures, { recursive: true });
});
// Found out only here: counted as skipped, with the reason, and never as passed.
beforeEach(({ skip }) => {
  if (!browser) skip(noBrowser);
});
afterAll(() => browser?.close());

const sizes = { phone: { width: 360, height: 740 }, laptop: { width: 1280, height: 800 } } as const;
const screens = Object.entries(sizes).flatMap(([device, size]) =>
  (['light', 'dark'] as const).map((scheme) => [device, scheme, size] as const),
);

describe.each(allEmails().map((email) => [email.title, email] as const))('the email %s', (title, email) => {
  test.each(screens)('on a %s in %s', async (device, scheme, viewport) => {
    const shown = await show(email, { viewport, scheme });
    if (pictures) await shown.screenshot({ path: join(pictures, `${title}-${device}-${scheme}.png`), fullPage: true });
    expectReadable(await shown.evaluate(look, scheme), email);
    expect(await faultsOf(shown)).toEqual([]);
  });

  test('on the smallest of screens', async () => {
    const shown = await show(email, { viewport: { width: 320, height: 568 }, scheme: 'light' });
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

interface Screen {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly scheme: 'light' | 'dark';
}

/** Opens the email alone: nothing is fetched, as in a mail program that has not been allowed to. */
async function show({ html }: Email, { viewport, scheme }: Screen): Promise<Page> {
  if (!page) throw new Error(noBrowser);
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: scheme });
  await page.setContent(html, { waitUntil: 'domcontentloaded' });
  return page;
}
