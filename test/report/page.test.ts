import { describe, expect, it } from 'vitest';
import { html } from '../../lib/report/html.ts';
import { reportPage } from '../../lib/report/page.ts';
import { partNames } from '../../lib/report/parts.ts';
import { reportWidget } from '../../lib/report/widget.ts';
import { reportFrom, sampleReport } from './sample.ts';

const choice = { journeys: ['simulated'], journey: 'simulated', days: 28, model: 'markov' } as const;
const report = sampleReport({ people: 8_000, days: 28 });
const page = reportPage(report, choice);

describe('the page', () => {
  it('answers first, and shows every part', () => {
    expect(page).toContain('<h1>The messages moved about');
    for (const title of ['Lift over time', 'Groups and arms', 'What each channel adds', 'Attribution by model']) {
      expect(page.includes(`<h2>${title}</h2>`), title).toBe(true);
    }
    for (const title of ['How far messages reached', 'Where people drop off', 'Which ways people took', 'Messages']) {
      expect(page.includes(`<h2>${title}</h2>`), title).toBe(true);
    }
    expect(page).toContain('What it can show at all');
    expect(page).toContain('<h3>In each market</h3>');
    for (const market of ['Germany', 'United States', 'other countries']) {
      expect(page.includes(`<th scope="row">SMS, ${market}</th>`), market).toBe(true);
    }
  });

  it('stays under 300 KB over a year with every path there may be, without a script and without fetching anything', () => {
    const large = reportPage(sampleReport({ people: 8_000, days: 365 }), choice);
    expect(Buffer.byteLength(large)).toBeLessThan(300_000);
    expect(large).not.toMatch(/<script|<iframe|<img|<link|url\(|@import| on\w+=/);
  });

  it('says what there is to say when there is nobody, no control and no goal', () => {
    expect(reportPage(reportFrom([], 28), choice)).toContain('Nobody entered in this period');
    const alone = { ...report, comparison: null, incremental: null };
    expect(reportPage(alone, choice)).toContain('Everybody gets these messages');
    expect(reportPage({ ...alone, goal: null }, choice)).toContain('Without a goal');
  });

  it('escapes what it shows', () => {
    expect(html`<p title="${'"<x>'}">${'a & b'}${html`<b>c</b>`}${['<', null, false]}</p>`.text).toBe(
      '<p title="&quot;&lt;x&gt;">a &amp; b<b>c</b>&lt;</p>',
    );
  });

  it('opens and closes its elements in pairs', () => {
    const voids = /^(?:meta|rect|line|polygon|polyline|circle|br)$/;
    const open: string[] = [];
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (voids.test(name)) continue;
      if (slash) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe('a widget', () => {
  it.each([...partNames, 'all'] as const)(
    'shows %s in the theme of its dashboard, and nothing that CloudWatch forbids',
    (part) => {
      const widget = reportWidget(report, part, 'dark');
      expect(widget).toContain('color-scheme:dark');
      expect(widget).not.toMatch(/<script|<iframe|<form|<select|<html|<body| on\w+=/);
    },
  );
});
