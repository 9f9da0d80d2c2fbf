import { describe, expect, it } from 'vitest';
import { askedByPage, askedByWidget } from '../../lambdas/report/event.ts';
import { day, monday } from '../engine/surroundings.ts';

const journeys = ['welcome', 'win-back'];

describe('a page', () => {
  it('shows the first journey and four weeks unless it is asked for others', () => {
    expect(askedByPage({}, journeys, monday)).toEqual({
      journey: 'welcome',
      model: 'markov',
      days: 28,
      from: monday - 27 * day,
      to: monday,
    });
    expect(askedByPage({ journey: 'win-back', days: '7', model: 'last' }, journeys, monday)).toMatchObject({
      journey: 'win-back',
      days: 7,
      model: 'last',
    });
  });

  it.each([{ days: '0' }, { days: '9999' }, { days: 'x' }, { journey: '<script>' }, { model: 'best' }])(
    'takes what makes no sense for what is usual: %j',
    (query) => {
      expect(askedByPage(query, journeys, monday)).toMatchObject({ journey: 'welcome', days: 28, model: 'markov' });
    },
  );
});

describe('a widget', () => {
  const widgetContext = {
    theme: 'dark',
    timeRange: { start: monday - 3 * day, end: monday + day },
    dashboardName: 'x',
  };

  it('has the time range and the theme of its dashboard', () => {
    expect(askedByWidget({ journey: 'win-back', part: 'arms', widgetContext }, journeys, monday)).toEqual({
      describe: false,
      part: 'arms',
      theme: 'dark',
      journey: 'win-back',
      model: 'markov',
      from: monday - 3 * day,
      to: monday,
    });
  });

  it('may ask for help', () => {
    expect(askedByWidget({ describe: true }, journeys, monday)).toMatchObject({ describe: true });
  });
});
