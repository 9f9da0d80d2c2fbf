import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where this machine has a Chromium; `CHROMIUM` names another instead. */
const chromiumPath = (): string | undefined => {
  const { CHROMIUM } = process.env;
  return (CHROMIUM === undefined ? places : [CHROMIUM]).find((path) => existsSync(path));
};

/** Why there is nothing to test with. */
export const noBrowser =
  'SKIPPED: there is no Chromium here to look at emails and pages with; install one, or set CHROMIUM to its path';

/** A browser with a new profile that is to reach nothing; `null` on a machine without one. */
export async function launch(): Promise<Browser | null> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return null;
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
