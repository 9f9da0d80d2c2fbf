import type { DetailPattern } from '../../lib/domain/journey-rules.ts';
import type { AnyEventEntry } from '../any-journey.ts';

/** EventBridge pattern of the events that enter a journey: any source but our own. */
export interface EntryPattern {
  readonly 'detail-type': string[];
  readonly source: [{ 'anything-but': 'polyphony' }];
  readonly detail?: DetailPattern;
}

export function entryPatternOf({ on, where }: AnyEventEntry): EntryPattern {
  return { 'detail-type': [on], source: [{ 'anything-but': 'polyphony' }], ...(where && { detail: where }) };
}
