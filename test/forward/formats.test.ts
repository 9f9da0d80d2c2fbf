import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardedEvent } from '../../lambdas/forward/event.ts';
import type { ForwardedEvent } from '../../lib/domain/forwarded.ts';
import { amplitudePost } from '../../lib/forward/amplitude.ts';
import { ga4Post } from '../../lib/forward/ga4.ts';
import { mixpanelPost } from '../../lib/forward/mixpanel.ts';
import type { Post } from '../../lib/forward/post.ts';
import { webhookPost } from '../../lib/forward/webhook.ts';
import { readers } from '../../lib/sandbox/twins/forwarded-readers.ts';

const now = Date.parse('2027-01-11T09:00:00Z');
const key = `whsec_${Buffer.from('a secret').toString('base64')}`;
const secret = { apiKey: 'k', username: 'u', password: 'p', apiSecret: 's', key };
const account = { secret, projectId: '12', measurementId: 'G-ABCD' };

const posts: Readonly<Record<string, (event: ForwardedEvent) => Post>> = {
  amplitude: (event) => amplitudePost(event, 'https://api2.amplitude.com', secret.apiKey),
  mixpanel: (event) => mixpanelPost(event, { base: 'https://api.mixpanel.com', projectId: '12' }, secret),
  ga4: (event) => ga4Post(event, { base: 'https://www.google-analytics.com', measurementId: 'G-ABCD' }, 's'),
  webhook: (event) => webhookPost(event, 'https://example.com', key, now),
};

/** What the service, as the sandbox plays it, makes of the request. */
function readBy(service: string, { url, headers = {}, body }: Post) {
  const { pathname, searchParams } = new URL(url);
  const request = { path: pathname, query: Object.fromEntries(searchParams), headers, body };
  return readers[service]?.({ ...request, authorization: headers.authorization }, account, now);
}

const announced = {
  id: 'event-1',
  time: '2027-01-11T09:00:00Z',
  source: 'polyphony',
  'detail-type': 'touch.sent',
  detail: {
    userId: 'ada',
    touchId: 't'.repeat(200),
    run: 'run-1',
    journey: 'welcome',
    step: 'hello',
    channel: 'email',
    provider: 'ses',
    group: 'treatment',
    email: 'ada@example.com',
  },
};

describe.each(Object.entries(posts))('%s', (service, post) => {
  it('is told who, what and when, under one id, and no address', () => {
    const event = forwardedEvent(announced);
    const name = service === 'ga4' ? 'touch_sent' : 'touch.sent';
    expect(readBy(service, post(event))).toEqual([{ id: event.id, name, userId: 'ada' }]);
    expect(post(event).body).toContain('welcome');
    expect(post(event).body).not.toContain('example.com');
  });

  it('takes whatever a journey, a step and a reason are called', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(word, word, word, fc.string({ minLength: 1, maxLength: 128 }), (journey, step, reason, user) => {
        const detail = { ...announced.detail, userId: user, journey, step, reason };
        fc.pre(Buffer.byteLength(user) <= 128);
        expect(readBy(service, post(forwardedEvent({ ...announced, detail })))).toHaveLength(1);
      }),
    );
  });
});

describe('an announcement', () => {
  it('has one id however often it is delivered or made again, and another for each kind', () => {
    const { id } = forwardedEvent(announced);
    expect(forwardedEvent({ ...announced, id: 'event-2', time: '2027-01-11T09:00:07Z' }).id).toBe(id);
    expect(forwardedEvent({ ...announced, 'detail-type': 'touch.opened' }).id).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});
