import { expect, it } from 'vitest';
import { readRequest } from '../../../lambdas/enlist/event.ts';

const launch = { journey: 'spring', id: 'one', at: '2027-01-11T09:00:00Z', starts: 'now', over: 'PT2H' };
const segment = { number: 3, of: 10, left: 40, generation: 1, counts: { entered: 7 } };
const execution = 'arn:aws:states:us-east-1:000000000000:execution:launch-polyphony:spring';

it('names a page the same each time it is tried, and no other page so', () => {
  const page = (more: object = {}, of = execution) =>
    readRequest({ launch, segment: { ...segment, ...more }, execution: of }).page;
  expect(page()).toMatch(/^[\w-]{22}$/);
  expect(page()).toBe(page());
  const pages = [page(), page({ left: 39 }), page({ number: 4 }), page({ generation: 2 }), page({}, `${execution}-2`)];
  expect(new Set(pages).size).toBe(pages.length);
});

it('takes a request of an execution that began under an earlier release', () => {
  expect(readRequest({ launch, segment })).toEqual({ launch, segment });
});
