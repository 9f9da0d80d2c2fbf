import { describe, expect, it } from 'vitest';
import { catalog } from '../../statemachines/content.ts';
import { journey } from '../../statemachines/journey.ts';
import { previewPage } from '../../statemachines/preview/page.ts';
import { program } from '../../statemachines/program.ts';
import { polyphony } from './polyphony.ts';

const content = catalog({
  default: 'en',
  messages: {
    hello: {
      channel: 'push',
      title: 'Hi {{ user.traits.firstName | default: "you" }}',
      body: '<b>',
      url: 'https://heron.example/a',
    },
    offer: { channel: 'sms', body: 'Come back: https://heron.example/b' },
    other: { channel: 'sms', body: 'Everything unlocked' },
  },
  translations: { de: { hello: { channel: 'push', title: 'Hallo', body: 'Da' } } },
});
const small = journey(content, {
  name: 'small',
  purpose: 'marketing',
  control: 0,
  topic: 'tips',
  enter: { on: 'subscription.canceled', again: 'once', notOlderThan: '36h' },
  experiments: { offer: { a: 0.5, b: 0.5 } },
  steps: [
    {
      split: 'reason',
      branches: { price: [{ name: 'hello', send: 'push', content: 'hello' }], features: [], unused: [] },
    },
    { name: 'text', send: 'sms', after: '2d', content: { experiment: 'offer', arms: { a: 'offer', b: 'other' } } },
  ],
});

describe('polyphony preview', () => {
  it('shows every message in every language, how one gets to it, and what is missing', () => {
    const page = previewPage(small, program);
    for (const shown of [
      'enters on subscription.canceled, not older than 36h',
      'reason: price · push',
      'sms · after 2d',
      'arm a',
      'arm b',
      'a tap leads to https://heron.example/a?utm_source',
      'text: offer has no de, people get en',
      'GSM-7',
      '&lt;b&gt;',
    ])
      expect(page).toContain(shown);
    expect(page.match(/<article/g)).toHaveLength(6);
    expect(page).not.toContain('<script');
  });

  it('says which journeys there are', async () => {
    expect(await polyphony(['preview', 'nope'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Journeys: welcome'),
    });
    const { code, stdout } = await polyphony(['preview', 'welcome', '--out', '-']);
    expect(code).toBe(0);
    expect(stdout).toContain('your notebook is open');
  });
});
