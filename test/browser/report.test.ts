import { describe, expect, test } from 'vitest';
import { reportPage } from '../../lib/report/page.ts';
import { reportWidget } from '../../lib/report/widget.ts';
import { reportFrom, sampleReport } from '../report/sample.ts';
import { faultsOf } from './axe.ts';
import { openScreens } from './screens.ts';

const { sizes, screens, show, picture } = openScreens({ width: 360, height: 740 }, process.env.REPORT_PICTURES);

const choice = { journeys: ['simulated', 'welcome'], journey: 'simulated', days: 28, model: 'markov' } as const;
const large = sampleReport({ people: 8_000, days: 28 });
const pages = {
  'with an answer': reportPage(large, choice),
  'of a first day': reportPage(sampleReport({ people: 60, days: 1 }), choice),
  'of nobody': reportPage(reportFrom([], 28), choice),
};

describe.each(Object.entries(pages))('the report %s', (title, html) => {
  test.each(screens)('on a %s in %s', async (device, scheme, viewport) => {
    const shown = await show(html, viewport, scheme);
    await picture(shown, `${title}-${device}-${scheme}`.replaceAll(' ', '-'));
    expect(await shown.evaluate(widths)).toEqual({ overflow: 0, h1: 1, small: [] });
    expect(await faultsOf(shown)).toEqual([]);
  });
});

test.each(['light', 'dark'] as const)(
  'a widget keeps to the %s theme of its dashboard, whatever the reader has set',
  async (theme) => {
    const html = `<!doctype html><html lang="en"><title>w</title><body><main>${reportWidget(large, 'arms', theme)}</main>`;
    const shown = await show(html, sizes.laptop, theme === 'light' ? 'dark' : 'light');
    const ink = await shown.evaluate(() => getComputedStyle(document.querySelector('.report') as Element).color);
    expect(ink).toBe(theme === 'light' ? 'rgb(23, 32, 46)' : 'rgb(232, 237, 245)');
    expect(await faultsOf(shown)).toEqual([]);
  },
);

/** Runs inside the page. Targets are what is touched; tables scroll by themselves, the page never sideways. */
function widths() {
  const root = document.documentElement;
  const targets = [...document.querySelectorAll('select,button')].filter(({ clientHeight }) => clientHeight < 42);
  return {
    overflow: root.scrollWidth - root.clientWidth,
    h1: document.querySelectorAll('h1').length,
    small: targets.map(({ outerHTML }) => outerHTML),
  };
}
