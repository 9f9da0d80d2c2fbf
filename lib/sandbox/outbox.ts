import { iso } from '../domain/instant.ts';
import { readTouchId } from '../domain/touch-id.ts';
import type { VirtualClock } from './clock.ts';
import type { Meter } from './meter.ts';
import type { Signals } from './signals.ts';

/** What a message said, in a form that is the same for all providers. */
export interface OutboxContent {
  readonly subject?: string;
  readonly title?: string;
  readonly text?: string;
  readonly html?: string;
  readonly template?: string;
  readonly variables?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a provider accepted, before it is known whom and what it belongs to. */
export interface Accepted {
  readonly touchId: string | null;
  readonly channel: string;
  readonly provider: string;
  /** What the provider calls it: receipts name it by this. */
  readonly providerId: string;
  readonly to: string;
  readonly content: OutboxContent;
  /** The body as the provider received it, parsed when it is JSON. */
  readonly request: unknown;
}

/** One thing that reached somebody. */
export interface OutboxRow extends Accepted {
  /** ISO 8601, virtual time. */
  readonly at: string;
  readonly userId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
}

export interface OutboxFilter {
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  readonly journey?: string | undefined;
}

/** Everything that providers accepted, the inbox included, oldest first. */
export class Outbox {
  private readonly rows: OutboxRow[] = [];
  private readonly byUser = new Map<string, OutboxRow[]>();
  private readonly clock: VirtualClock;
  private readonly meter: Meter;
  private readonly signals: Signals;
  private readonly journeyOf: (run: string) => string | null;

  /** @param journeyOf the journey whose state machine has an execution of this name */
  constructor(clock: VirtualClock, meter: Meter, signals: Signals, journeyOf: (run: string) => string | null) {
    this.clock = clock;
    this.meter = meter;
    this.signals = signals;
    this.journeyOf = journeyOf;
  }

  accept(accepted: Accepted): void {
    const touch = accepted.touchId === null ? null : readTouchId(accepted.touchId);
    const row: OutboxRow = {
      at: iso(this.clock.now()),
      userId: touch?.user ?? null,
      journey: touch ? this.journeyOf(touch.run) : null,
      step: touch?.step ?? null,
      ...accepted,
    };
    this.rows.push(row);
    if (touch) this.rowsOf(touch.user).push(row);
    this.meter.touched();
    this.signals.emit('touch', row);
  }

  private rowsOf(user: string): OutboxRow[] {
    const rows = this.byUser.get(user) ?? [];
    this.byUser.set(user, rows);
    return rows;
  }

  list({ userId, channel, journey }: OutboxFilter): OutboxRow[] {
    const rows = userId === undefined ? this.rows : (this.byUser.get(userId) ?? []);
    return rows.filter(
      (row) => (channel === undefined || row.channel === channel) && (journey === undefined || row.journey === journey),
    );
  }
}
