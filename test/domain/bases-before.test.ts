import { expect, it } from 'vitest';
import { basesBefore, providerOptOut, stopSource } from '../../lib/domain/bases-before.ts';
import type { ConsentEvidence } from '../../lib/domain/consent.ts';

const stop = 1_800_000_010_000;
const said = (at: number, status: 'granted' | 'withdrawn', more: Partial<ConsentEvidence> = {}): ConsentEvidence => ({
  channel: 'sms',
  purpose: 'marketing',
  status,
  at: stop + at * 1_000,
  event: 'e',
  ...more,
});
const yes = (at: number, basis: 'express' | 'double_opt_in' | 'soft_opt_in') => said(at, 'granted', { basis });
const theStop = said(0, 'withdrawn', { source: stopSource('sms') });

it.each([
  ['nothing', [], []],
  ['what was granted before', [yes(-9, 'double_opt_in'), theStop], ['double_opt_in']],
  [
    'not what an earlier no had ended',
    [yes(-9, 'double_opt_in'), said(-5, 'withdrawn'), yes(-3, 'express'), theStop],
    ['express'],
  ],
  ['what was granted in the same second', [yes(0, 'soft_opt_in'), theStop], ['soft_opt_in']],
  [
    'nothing that was also withdrawn in that second',
    [yes(0, 'express'), said(0, 'withdrawn', { source: 'preferences' })],
    [],
  ],
  [
    'what the provider’s opt-out ended',
    [yes(-1, 'express'), said(0, 'withdrawn', { source: providerOptOut })],
    ['express'],
  ],
  ['nothing of later', [theStop, yes(5, 'express')], []],
  ['nothing of other purposes', [said(-9, 'granted', { basis: 'express', purpose: 'transactional' }), theStop], []],
])('is %s', (_, evidence, expected) => {
  expect(basesBefore(evidence, stop)).toEqual(expected);
});
