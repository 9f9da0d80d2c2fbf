import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launch, noBrowser } from './chromium.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Scheme = 'light' | 'dark';

const laptop: Size = { width: 1280, height: 800 };

/**
 * A browser for the tests of one file, which shows pages alone: nothing is fetched, because nothing needs to be.
 *
 * @param phone how large the small screen is
 * @param pictures a folder for pictures of what is shown, for people to look at
 */
export function openScreens(phone: Size, pictures: string | undefined) {
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
  const sizes = { phone, laptop };
  const schemes: readonly Scheme[] = ['light', 'dark'];
  return {
    sizes,
    /** Each device, in light and dark. */
    screens: Object.entries(sizes).flatMap(([device, size]) =>
      schemes.map((scheme) => [device, scheme, size] as const),
    ),

    async show(html: string, viewport: Size, colorScheme: Scheme): Promise<Page> {
      if (!page) throw new Error(noBrowser);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.setContent(html, { waitUntil: 'domcontentloaded' });
      return page;
    },

    async picture(shown: Page, name: string): Promise<void> {
      if (pictures) await shown.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },

    /** The browser itself, for a test that opens tabs of its own. */
    browser: () => browser,
  };
}
