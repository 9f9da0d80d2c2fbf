import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { questionPage } from '../../lambdas/approve/page.ts';
import { assumedEstimate, countedEstimate, type Estimate } from '../../lib/domain/estimate.ts';
import launch from '../../statemachines/journeys/launch/journey.ts';
import { program } from '../../statemachines/program.ts';
import { faultsOf } from './axe.ts';
import { look } from './look.ts';
import { openScreens, type Scheme, type Size } from './screens.ts';

const { screens, show, picture } = openScreens({ width: 390, height: 844 }, process.env.PAGE_PICTURES);

const messages = { email: 2, push: 1, sms: 1, whatsapp: 1, inapp: 1 };
const at = Date.parse('2027-01-11T09:00:00Z');
const market = (people: number) => {
  const cell = (share: number) => ({ address: Math.ceil(people * share), allowed: Math.floor(people * share * 0.7) });
  const channels = {
    email: cell(1),
    push: cell(0.6),
    sms: cell(0.8),
    whatsapp: cell(0.4),
    inapp: { address: people, allowed: people },
  };
  return { people, channels };
};
const counted = (headcount: Parameters<typeof countedEstimate>[0]) =>
  countedEstimate(headcount, { entry: 'audience', messages }, program, at);

const many = ['DE', 'US', 'BR', 'IN', 'GB', 'FR', 'ES', 'IT', 'PL', 'NL', 'BA', 'JP', 'KR', 'unknown'];
const estimates: readonly (readonly [string, Estimate | null])[] = [
  ['one-market', counted({ DE: market(7) })],
  ['five-markets', counted({ DE: market(12_480), US: market(7_204), BR: market(310), IN: market(95), GB: market(3) })],
  ['the-world', counted(Object.fromEntries(many.map((name, n) => [name, market(41_000_000 - n * 1_700_001)])))],
  ['an-event', assumedEstimate({ entry: 'event', messages }, program)],
  ['a-list', assumedEstimate({ entry: 'list', expect: 400_000, messages }, program)],
  ['not-counted', null],
];
const request = { journey: 'launch', version: '0123456789abcdef', approver: 'legal', request: 'r' };

describe.each(estimates)('the question about %s', (title, estimate) => {
  const html = questionPage(request, launch, estimate);

  test.each(screens)('on a %s in %s', async (device, scheme, size) => {
    const shown = await unfold(html, size, scheme);
    await picture(shown, `approve-${title}-${device}-${scheme}`);
    const { overflow, lang, faint, headings } = await shown.evaluate(look, 'dark');
    expect({ overflow, lang, faint, headings }).toEqual({ overflow: 0, lang: 'en', faint: [], headings: [1, 2, 2] });
    expect(await shown.evaluate(spilt)).toEqual([]);
    expect(await faultsOf(shown)).toEqual([]);
  });

  test('on the smallest of screens', async () => {
    const shown = await unfold(html, { width: 320, height: 568 }, 'light');
    expect((await shown.evaluate(look, 'dark')).overflow).toBe(0);
  });
});

/** Opens the page alone, with all that it hides. */
async function unfold(html: string, viewport: Size, scheme: Scheme): Promise<Page> {
  // Every message has a look of its own, and tests of its own.
  const shown = await show(html.replace(/ srcdoc="[^"]*"/, ''), viewport, scheme);
  await shown.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  return shown;
}

/** Figures and words of channels that are broken into two lines. Runs inside the page. */
function spilt(): string[] {
  return [...document.querySelectorAll('td, thead th:first-child, th:has(small)')].flatMap((cell) => {
    const range = document.createRange();
    const figure = cell.firstChild;
    if (!figure) return [];
    range.selectNode(figure);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [cell.textContent] : [];
  });
}
