import { describe, expect, it } from 'vitest';
import { targetInput } from '../../lib/sandbox/events/transform.ts';

const event = {
  version: '0',
  id: 'id-1',
  'detail-type': 'song.asked',
  source: 'shop',
  account: '000000000000',
  time: '2027-01-11T09:00:00Z',
  region: 'us-east-1',
  resources: ['r'],
  detail: { text: 'say "hi"', n: 3, list: [1, 2], plan: { 'with space': true } },
} as const;
const matched = { ruleName: 'rule', ruleArn: 'arn:rule', ingestedAt: '2027-01-11T09:00:01Z' };
const transformed = (template: string, paths: Record<string, string> = {}) =>
  targetInput(event, { transformer: { paths, template } }, matched);

describe('the input of a target', () => {
  it('is the event unless said', () => {
    expect(targetInput(event, {}, matched)).toEqual(event);
  });

  it('is the constant or the part that the target names', () => {
    expect(targetInput(event, { input: '{"a":1}' }, matched)).toEqual({ a: 1 });
    expect(targetInput(event, { inputPath: '$.detail.list[1]' }, matched)).toBe(2);
    expect(targetInput(event, { inputPath: "$.detail.plan['with space']" }, matched)).toBe(true);
    expect(targetInput(event, { inputPath: '$.detail.none' }, matched)).toBe(null);
  });

  it('has values of every type in place of placeholders', () => {
    const paths = { text: '$.detail.text', n: '$.detail.n', list: '$.detail.list', type: '$.detail-type' };
    expect(transformed('{"text":<text>,"n":<n>,"list":<list>,"said":"<type>: <text>"}', paths)).toEqual({
      text: 'say "hi"',
      n: 3,
      list: [1, 2],
      said: 'song.asked: say "hi"',
    });
  });

  it('knows the reserved variables', () => {
    const template =
      '{"rule":<aws.events.rule-name>,"at":<aws.events.event.ingestion-time>,"event":<aws.events.event>}';
    expect(transformed(template)).toEqual({ rule: 'rule', at: '2027-01-11T09:00:01Z', event });
    expect(transformed('{"event":<aws.events.event.json>}')).toEqual({ event: JSON.stringify(event) });
  });

  it('puts an empty string where a path leads nowhere', () => {
    expect(transformed('{"none":<none>}', { none: '$.detail.none' })).toEqual({ none: '' });
  });

  it('may be a sentence', () => {
    expect(transformed('"<type> by <source>"', { type: '$.detail-type', source: '$.source' })).toBe(
      'song.asked by shop',
    );
  });
});
