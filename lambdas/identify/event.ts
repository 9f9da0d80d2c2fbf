import { type ProfileReading, readProfileFields } from '../../lib/domain/events/profile-fields.ts';
import type { RefusedField } from '../../lib/domain/events/reading.ts';
import { amountOf } from '../../lib/domain/orders.ts';
import type { OrderRules } from '../../lib/domain/program.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { type Envelope, parse } from '../envelope.ts';
import { consentChanged, isUndatedYes, scoresThere, withoutUnreadableEvidence } from '../person-events.ts';

/** Which of the apps' events is an order, where the program says so. */
const orders: OrderRules | null = process.env.ORDERS ? JSON.parse(process.env.ORDERS) : null;

/** What an order came to; nothing for an event that is none. */
export function orderIn({ 'detail-type': name, detail }: Envelope): ReturnType<typeof amountOf> | undefined {
  if (orders?.on !== name) return undefined;
  return amountOf(orders.value === undefined ? 0 : detail[orders.value]);
}

/** `profile.updated` and `score.updated`: only the fields of the one are read of it. */
export function readProfile(event: Envelope): ProfileReading {
  if (event['detail-type'] === 'score.updated') {
    return readProfileFields({ scores: parse(scoresThere, event.detail, event).scores });
  }
  return readProfileFields({ ...event.detail, scores: undefined });
}

/**
 * `consent.changed`.
 *
 * @param refused of what every event begins with: a yes whose time cannot be read counts from no time
 * @throws Unusable for a statement that means nothing
 */
export function readConsent(event: Envelope, refused: readonly RefusedField[]) {
  if (isUndatedYes(event.detail, refused)) {
    const rule = refused.find(({ field }) => field === 'occurredAt')?.rule;
    throw new Unusable(`consent.changed ${event.id}: occurredAt: ${rule}; publish it again corrected`);
  }
  const evidence = withoutUnreadableEvidence(event.detail);
  return { said: parse(consentChanged, evidence.detail, event), refused: evidence.refused };
}
