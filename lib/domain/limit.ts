import { type Cap, freeUnder } from './cap.ts';
import type { Channel } from './channel.ts';
import type { Tried } from './decision.ts';
import type { LedgerTouch } from './ledger.ts';
import type { RowCap } from './policies/in-force.ts';

/** A cap that binds one touch, and whose it is. */
export interface Limit {
  readonly cap: Cap;
  /** Counts this journey alone. */
  readonly journey?: string;
  /** The row it comes from. */
  readonly row?: string;
}

/** Every cap on a touch of this journey on this channel: of rows, of the program, of the journey. */
export function limitsOn(
  channel: Channel,
  {
    rows,
    program,
    journey,
  }: { rows: readonly RowCap[]; program: readonly Cap[]; journey: { name: string; caps: readonly Cap[] } },
): Limit[] {
  const limits: Limit[] = [];
  const { name } = journey;
  for (const cap of rows) limits.push({ cap, row: cap.row, ...(cap.of === 'subject' && { journey: name }) });
  for (const cap of program) if (concerns(cap, channel)) limits.push({ cap });
  for (const cap of journey.caps) if (concerns(cap, channel)) limits.push({ cap, journey: name });
  return limits;
}

const concerns = (cap: Cap, channel: Channel): boolean => cap.channel === undefined || cap.channel === channel;

/** Whether a marketing touch of this journey on this channel takes a slot of the limit. */
export const takesSlot = (
  { cap, journey }: Limit,
  touch: { readonly journey: string; readonly channel: Channel },
): boolean => concerns(cap, touch.channel) && (journey === undefined || journey === touch.journey);

export interface Full {
  readonly limit: Limit;
  /** When it allows a touch again if nothing else is sent, epoch milliseconds; `null` when never. */
  readonly freeAt: number | null;
}

/** The limit that has no slot for longest; `null` when all have one now. */
export function fullest(limits: readonly Limit[], now: number, touches: readonly LedgerTouch[]): Full | null {
  let full: Full | null = null;
  for (const limit of limits) {
    const { journey } = limit;
    const counted = journey === undefined ? touches : touches.filter((touch) => touch.journey === journey);
    const freeAt = freeUnder(limit.cap, now, counted);
    if (freeAt === null) return { limit, freeAt };
    if (freeAt > now && (full?.freeAt == null || freeAt > full.freeAt)) full = { limit, freeAt };
  }
  return full;
}

/** A limit as a decision records it. */
export const limitValues = ({ cap: { max, perMs, channel }, journey, row }: Limit): NonNullable<Tried['values']> => ({
  max,
  perHours: perMs / 3_600_000,
  channel: channel ?? 'all',
  ...(row !== undefined && { row }),
  ...(journey !== undefined && { journey }),
});
