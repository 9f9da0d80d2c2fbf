import { iso } from '../../domain/instant.ts';
import type { Fact } from '../facts.ts';
import { chance, pick } from '../random.ts';
import { start } from '../world.ts';
import type { SimulatedPerson } from './people.ts';

export const dayMs = 86_400_000;
/** During these days things happen and go wrong; then all is well. */
export const days = 16;

/** Events of one person, numbered as they are made. */
class Story {
  readonly facts: Fact[] = [];
  private readonly id: string;
  private told = 0;

  constructor(id: string) {
    this.id = id;
  }

  /** @param at milliseconds since the start; @param happened when it occurred, if that was earlier */
  tell(at: number, type: string, detail: object = {}, happened = at): void {
    this.told += 1;
    const id = `${this.id}-e${this.told}`;
    const about = { userId: this.id, eventId: id, occurredAt: iso(start + happened), ...detail };
    this.facts.push({ at: start + at, does: 'tell', type, id, detail: about });
  }
}

/** What one person, and others about them, do in the days when things happen; drawn by names alone. */
export function factsOf(seed: number, person: SimulatedPerson): readonly Fact[] {
  const draw = (...names: string[]) => chance(seed, person.id, ...names);
  const instant = (...names: string[]) => Math.floor(draw(...names, 'at') * days * dayMs);
  const story = new Story(person.id);
  const came = Math.floor(draw('came') * 2 * dayMs);
  introduce(story, person, came, draw('sms-first') < 0.9);

  if (draw('signs-up') < 0.85) story.tell(came + Math.floor(draw('sign-up') * 60_000), 'user.signed_up');
  if (draw('signs-up-again') < 0.15) story.tell(instant('sign-up-2'), 'user.signed_up');
  const reasons = ['price', 'features', 'unused'] as const;
  if (draw('cancels') < 0.7) {
    story.tell(instant('cancel'), 'subscription.canceled', { reason: pick(draw('reason'), [...reasons]) });
  }
  if (draw('cancels-again') < 0.2) {
    story.tell(instant('cancel-2'), 'subscription.canceled', { reason: pick(draw('reason-2'), [...reasons]) });
  }
  if (draw('onboards') < 0.4) story.tell(instant('onboard'), 'onboarding.completed');
  if (draw('reactivates') < 0.3) {
    story.tell(instant('reactivate'), 'subscription.reactivated', { monthlyPrice: Math.floor(50 * draw('price')) });
  }
  if (draw('orders') < 0.3) story.tell(instant('order'), 'order.placed', { orderId: `${person.id}-o`, total: 20 });
  if (draw('deletes') < 0.1) story.tell(instant('delete'), 'account.deleted');
  if (draw('moves') < 0.25) {
    story.tell(instant('move'), 'profile.updated', {
      email: `new-${person.email}`,
      phone: `${person.phone.slice(0, -1)}9`,
    });
  }
  for (const channel of ['email', 'push', 'sms', 'whatsapp', 'inapp']) {
    if (draw('withdraws', channel) < 0.08) {
      story.tell(instant('withdraw', channel), 'consent.changed', { channel, status: 'withdrawn' });
    }
    if (draw('agrees-again', channel) < 0.05) {
      story.tell(instant('agree', channel), 'consent.changed', { channel, status: 'granted', basis: 'double_opt_in' });
    }
  }
  if (draw('stops') < 0.06) {
    const stop = { does: 'text', from: person.phone, text: 'STOP', id: `${person.id}-stop` } as const;
    const at = start + instant('stop');
    story.facts.push({ at, ...stop });
    // A webhook may be posted again.
    if (draw('stops-twice') < 0.4) story.facts.push({ at: at + Math.floor(draw('stop-again') * 3_000), ...stop });
  }
  if (draw('erased') < 0.3) erase(story, person, draw, Math.max(came + 3_600_000, instant('erased')));
  return story.facts;
}

function introduce(story: Story, person: SimulatedPerson, at: number, withPhone: boolean): void {
  const { email, phone, push, country, timezone, locale } = person;
  story.tell(at, 'profile.updated', {
    email,
    ...(withPhone && { phone, whatsapp: phone }),
    push: [{ platform: 'fcm', token: push }],
    country,
    timezone,
    locale,
    traits: { firstName: 'Maximiliane' },
  });
  for (const channel of person.agreed) {
    const basis = channel === 'push' ? 'express' : country === 'US' ? 'express_written' : 'double_opt_in';
    story.tell(at + 1_000, 'consent.changed', { channel, status: 'granted', basis, source: 'sign-up form' });
  }
}

/** Erasure, with what happens around one: an account is deleted, old news comes late, the person returns. */
function erase(story: Story, person: SimulatedPerson, draw: (...names: string[]) => number, at: number): void {
  story.tell(at, 'user.erased');
  if (draw('deleted-with-it') < 0.4) story.tell(at, 'account.deleted');
  if (draw('agrees-meanwhile') < 0.3) {
    story.tell(
      at + Math.floor(draw('meanwhile') * 2_000),
      'consent.changed',
      {
        channel: 'email',
        status: 'granted',
        basis: 'double_opt_in',
      },
      at - 5_000,
    );
  }
  if (draw('cancels-before') < 0.2) {
    story.tell(at + 3_600_000, 'subscription.canceled', { reason: 'price' }, at - 60_000);
  }
  if (draw('returns') < 0.4) {
    const back = Math.min(days * dayMs - 2 * 3_600_000, at + Math.floor(draw('back') * 5 * dayMs) + 600_000);
    if (back < at + 300_000) return;
    introduce(story, person, back, true);
    story.tell(back + 2_000, 'user.signed_up');
  }
}
