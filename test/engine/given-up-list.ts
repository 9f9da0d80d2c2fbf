import type { GivenUpTouch } from '../../lib/domain/delivery/given-up.ts';
import type { Tally } from '../../lib/domain/tally.ts';
import { type TouchRef, touchId } from '../../lib/domain/touch-id.ts';
import type { TouchRecord } from '../../lib/domain/touch-record.ts';
import type { GivenUp } from '../../lib/engine/ports/given-up.ts';

/** The list of what was given up, in memory, over the records that it is about. */
export function givenUpList(
  records: Map<string, TouchRecord>,
  tallied: Tally[],
): GivenUp & { readonly listed: GivenUpTouch[] } {
  const listed: GivenUpTouch[] = [];
  const claims = new Map<string, string>();
  const keyOf = ({ user, run, step }: TouchRef) => `${user}/${run}/${step}`;
  return {
    listed,
    async note(one) {
      if (!listed.some(({ touch }) => touchId(touch) === touchId(one.touch))) listed.push(one);
    },
    async close(touch) {
      const place = listed.findIndex((one) => touchId(one.touch) === touchId(touch));
      if (place !== -1) listed.splice(place, 1);
    },
    async claim(touch, invocation) {
      const record = records.get(keyOf(touch));
      if (record?.outcome !== 'failed' && claims.get(keyOf(touch)) !== invocation) return false;
      if (record) records.set(keyOf(touch), { ...record, outcome: 'unknown' });
      claims.set(keyOf(touch), invocation);
      return true;
    },
    async settle(touch, invocation, settled, counts) {
      if (claims.get(keyOf(touch)) !== invocation) return;
      tallied.push(...counts);
      const { reason: _reason, ...before } = records.get(keyOf(touch)) ?? { feedback: {} };
      records.set(keyOf(touch), { ...before, ...settled });
    },
  };
}
