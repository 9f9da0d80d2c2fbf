import { expect, test } from 'vitest';
import { liveContent } from '../../../lambdas/touch/content.ts';
import { linkId } from '../../../lib/domain/link.ts';
import { runId } from '../../../lib/domain/run-id.ts';
import { touchId } from '../../../lib/domain/touch-id.ts';
import type { ContentRef } from '../../../lib/engine/ports.ts';
import { contentOf } from '../../../statemachines/registry.ts';

const api = 'https://api.example';
const catalogOf = ({ journey }: ContentRef) => contentOf(journey) ?? { default: 'en', messages: {} };
const linkSecret = 'another secret'.repeat(4);
const content = liveContent({
  catalogOf,
  api,
  tokenSecret: async () => 'secret'.repeat(8),
  linkSecret: async () => linkSecret,
});
const touch = { user: 'u-1', run: runId('welcome', 'u-1', ''), step: 'hello' };
const rendering = {
  journey: 'welcome',
  content: 'hello',
  touch,
  profile: { traits: {}, scores: {}, told: {}, engaged: {} },
  run: { data: {} },
  conversation: false,
  now: 0,
};

test('a link in a message is short, and says where it leads to whoever stores it', async () => {
  const { message, links } = await content.render(rendering);
  const id = linkId(touchId(touch), 0, linkSecret);

  expect(message).toMatchObject({ url: `${api}/l/${id}` });
  expect(links).toEqual([
    {
      id,
      url: 'https://heron.example/notes/new?utm_source=polyphony&utm_medium=push&utm_campaign=welcome&utm_content=hello',
    },
  ]);
  expect(await content.render(rendering)).toEqual({ message, links });
});

test('an email keeps its links, which say where somebody came from, and has a way out that does not', async () => {
  const step = 'first-steps';
  const { message, links, unsubscribeUrl } = await content.render({
    ...rendering,
    content: step,
    touch: { ...touch, step },
  });
  const html = message.channel === 'email' ? message.html : '';

  expect(links).toEqual([]);
  expect(unsubscribeUrl).toMatch(/^https:\/\/api\.example\/unsubscribe\/[\w.-]+$/);
  expect(html).toContain(`href="${unsubscribeUrl}"`);
  expect(html).toContain(
    'href="https://heron.example/projects/new?utm_source=polyphony&amp;utm_medium=email&amp;utm_campaign=welcome&amp;utm_content=first-steps"',
  );
});
