import { Engine, type RuleProperties } from 'json-rules-engine';
import type { Cap } from '../../lib/domain/cap.ts';
import { consentKey } from '../../lib/domain/consent.ts';
import type { Question } from '../../lib/domain/decide.ts';
import { minuteOfDay } from '../../lib/domain/local-time.ts';
import { addressesOf } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';
import { zonesOf } from '../../lib/domain/whereabouts.ts';
import { zoneOf } from '../../lib/domain/zone.ts';

type Asked = (question: Question) => Promise<string>;

/**
 * The rules of `decide` that the sample's questions meet, in the same order, as json-rules-engine takes them. Facts that
 * only code can tell (local time, touches within a period) are facts computed on demand, zones from the same cache.
 *
 * @returns asks one question; answers `send`, or the reason against
 */
export function jsonRules({ caps, windows }: Program, journeyCaps: readonly Cap[]): Asked {
  const rules = [
    rule(6, 'unreachable', { all: [{ fact: 'addresses', operator: 'equal', value: 0 }] }),
    rule(5, 'suppressed', { all: [{ fact: 'suppressed', operator: 'equal', value: true }] }),
    rule(4, 'consent-withdrawn', {
      all: [
        { fact: 'withdrawnAt', operator: 'greaterThan', value: 0 },
        { fact: 'withdrawnAt', operator: 'greaterThanInclusive', value: { fact: 'grantedAt' } },
      ],
    }),
    rule(3, 'no-consent', { all: [{ fact: 'grantedAt', operator: 'equal', value: 0 }] }),
    ...Object.entries(windows).map(([channel, [open]]) =>
      rule(2, 'outside-window', {
        all: [
          { fact: 'channel', operator: 'equal', value: channel },
          {
            any: [
              { fact: 'localMinute', operator: 'lessThan', value: minuteOfDay(open?.from ?? '00:00') },
              { fact: 'localMinute', operator: 'greaterThanInclusive', value: minuteOfDay(open?.to ?? '00:00') },
            ],
          },
        ],
      }),
    ),
    rule(1, 'capped', { any: [...caps.map((cap) => full(cap)), ...journeyCaps.map((cap) => full(cap, true))] }),
  ];
  const engine = new Engine(rules);
  // The first rule that speaks against it decides, as in `decide`.
  engine.on('success', () => engine.stop());
  return async (question) => {
    const { events } = await engine.run(factsOf(question));
    return events[0]?.type ?? 'send';
  };
}

const rule = (priority: number, type: string, conditions: RuleProperties['conditions']): RuleProperties => ({
  priority,
  conditions,
  event: { type },
});

function full({ max, perMs, channel }: Cap, own = false) {
  const counted = {
    fact: 'touchesWithin',
    operator: 'greaterThanInclusive',
    value: max,
    params: { perMs, own, ...(channel && { channel }) },
  };
  if (!channel) return { all: [counted] };
  return { all: [{ fact: 'channel', operator: 'equal', value: channel }, counted] };
}

function factsOf({ now, step, journey, profile, ledger, program, run }: Question) {
  const channel = step?.channel ?? 'push';
  const { granted = {}, withdrawn = 0 } = ledger.consents[consentKey(channel, journey.purpose)] ?? {};
  return {
    channel,
    addresses: profile ? addressesOf(profile, channel, run.id).length : 0,
    suppressed: ledger.suppressed[channel] !== undefined,
    grantedAt: Math.max(0, ...Object.values(granted)),
    withdrawnAt: withdrawn,
    localMinute: () => {
      const local = now + zoneOf(zonesOf(profile, program.timezone)[0] ?? program.timezone).offsetAt(now);
      return Math.floor(local / 60_000) % 1_440;
    },
    touchesWithin: ({ perMs, channel: on, own }: { perMs: number; channel?: string; own: boolean }) =>
      ledger.touches.filter(
        (touch) =>
          now - touch.at < perMs &&
          (on === undefined || touch.channel === on) &&
          (!own || touch.journey === journey.name),
      ).length,
  };
}
