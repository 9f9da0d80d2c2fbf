import type { Beside } from '../../lib/domain/ledger/beside.ts';
import type { FunnelLevel } from '../../lib/domain/tally/touches.ts';
import type { Tally } from '../../lib/domain/tally.ts';
import type { TouchRef } from '../../lib/domain/touch-id.ts';
import type { TouchRecord } from '../../lib/domain/touch-record.ts';
import type { Reaches } from '../../lib/engine/feedback/ports.ts';
import type { Touches } from '../../lib/engine/ports.ts';

/** Touch records, how far messages reached, and what was counted: written together or not at all. */
export class TouchRecords {
  readonly records = new Map<string, TouchRecord>();
  readonly heldUntil = new Map<string, number>();
  readonly reached = new Map<string, number>();
  readonly tallied: Tally[] = [];

  /** @returns false when there is an outcome already, and nothing was written */
  writeBeside({ settled, held, counts = [] }: Beside): boolean {
    if (settled && this.records.get(keyOf(settled.touch))?.outcome) return false;
    if (settled) this.merge(settled.touch, settled.outcome);
    if (held) this.hold(held.touch, held.hold);
    this.count(counts);
    return true;
  }

  ports(outside: <T>(effect: () => T) => Promise<T>): { touches: Touches; reaches: Reaches } {
    const touches: Touches = {
      read: (touch) => outside(() => this.records.get(keyOf(touch)) ?? null),
      readRun: (user, run) =>
        outside(() => {
          const prefix = `${user}/${run}/`;
          const found = [...this.records].filter(([key]) => key.startsWith(prefix));
          return new Map(found.map(([key, record]) => [key.slice(prefix.length), record]));
        }),
      settle: (touch, outcome, counts) => outside(() => this.writeBeside({ settled: { touch, outcome }, counts })),
      hold: (touch, hold, counts) =>
        outside(() => {
          if ((this.heldUntil.get(keyOf(touch)) ?? 0) > hold.decision.at) return false;
          return this.writeBeside({ held: { touch, hold }, counts });
        }),
      feedback: (touch, { kind, at, reason, before, about }, counts, reached) =>
        outside(() => {
          const known = this.records.get(keyOf(touch)) ?? null;
          const isSame =
            JSON.stringify([known?.outcome, known?.feedback]) === JSON.stringify([before?.outcome, before?.feedback]);
          const marks = (reached?.levels ?? []).map((level) => reachOf(touch, reached?.channel ?? '', level));
          if (!isSame || marks.some((mark) => this.reached.has(mark))) return false;
          for (const mark of marks) this.reached.set(mark, at);
          const base = known ?? { ...(about as NonNullable<typeof about>), feedback: {} };
          this.records.set(keyOf(touch), {
            ...base,
            feedback: { ...base.feedback, [kind]: at },
            ...(reason !== undefined && { reasons: { ...base.reasons, [kind]: reason } }),
          });
          this.count(counts);
          return true;
        }),
      latest: (user, channel, since) =>
        outside(() => {
          const found = [...this.records].flatMap(([key, record]) => {
            const [owner = '', run = '', step = ''] = key.split('/');
            const left = record.outcome === 'sent' || record.outcome === 'unknown';
            const counts = owner === user && record.channel === channel && left && (record.at ?? 0) >= since;
            return counts ? [{ touch: { user, run, step }, record }] : [];
          });
          return found.sort((a, b) => (b.record.at ?? 0) - (a.record.at ?? 0))[0] ?? null;
        }),
    };
    const levels = ['eligible', 'sent', 'delivered', 'opened', 'clicked', 'converted'] as const;
    const reaches: Reaches = {
      read: (run, channel) =>
        outside(() => new Set(levels.filter((level) => this.reached.has(reachOf(run, channel, level))))),
    };
    return { touches, reaches };
  }

  private hold(touch: TouchRef, { decision, ...about }: NonNullable<Beside['held']>['hold']): void {
    const before = this.records.get(keyOf(touch))?.held;
    const others = (before?.decisions ?? []).filter(({ reason }) => reason !== decision.reason);
    const held = {
      decisions: [...others, decision],
      times: (before?.times ?? 0) + 1,
      unavailable: (before?.unavailable ?? 0) + (decision.reason === 'provider-unavailable' ? 1 : 0),
    };
    this.merge(touch, { ...about, held });
    this.heldUntil.set(keyOf(touch), decision.until);
  }

  private merge(touch: TouchRef, more: Omit<TouchRecord, 'feedback'>): void {
    this.records.set(keyOf(touch), { feedback: {}, ...this.records.get(keyOf(touch)), ...more });
  }

  private count(counts: readonly Tally[]): void {
    this.tallied.push(...counts.filter(({ add }) => Object.keys(add).length > 0));
  }
}

const keyOf = ({ user, run, step }: TouchRef) => `${user}/${run}/${step}`;
const reachOf = ({ run }: Pick<TouchRef, 'run'>, channel: string, level: FunnelLevel) => `${run} ${channel} ${level}`;
