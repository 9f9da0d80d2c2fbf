import { iso } from '../../domain/instant.ts';
import { apiUrl, names } from '../environment.ts';
import type { Fact } from '../facts.ts';
import type { Acceptance } from '../providers/acceptances.ts';
import { chance } from '../random.ts';

const hourMs = 3_600_000;

/** What comes back for one message: receipts, and what its reader does. Drawn by the touch alone. */
export function reactionsTo(seed: number, acceptance: Acceptance): readonly Fact[] {
  const { touchId, user, channel, provider, at, to, content } = acceptance;
  if (touchId === null || user === null) return [];
  const draw = (...what: string[]) => chance(seed, touchId, ...what);
  const after = (what: string, mostMs: number) => Math.ceil(at + 500 + draw(what, 'after') * mostMs);
  const id = (what: string) => `${user} ${acceptance.step} ${what}`;
  switch (channel) {
    case 'email':
      return emailReactions(acceptance, draw, after, id);
    case 'push':
      return [
        ...(draw('opens') < 0.3 ? [engaged(acceptance, 'opened', after('opens', 20 * hourMs), id('opens'))] : []),
        ...(draw('clicks') < 0.1 ? [engaged(acceptance, 'clicked', after('clicks', 20 * hourMs), id('clicks'))] : []),
      ];
    case 'inapp':
      return draw('reads') < 0.4
        ? [{ does: 'read', at: after('reads', 30 * hourMs), user, touch: touchId, kind: 'displayed', id: id('reads') }]
        : [];
    default: {
      if (provider !== 'twilio') return [];
      const status = draw('fails') < 0.05 ? 'undelivered' : 'delivered';
      const receipt = { does: 'receipt', touch: touchId, status, to, id: id('receipt') } as const;
      const stop = { does: 'text', from: to, text: 'STOP', id: id('stop') } as const;
      const link = /\/l\/([\w-]+)/.exec(JSON.stringify(content))?.[1];
      const follow = { does: 'follow', link: link ?? '', id: id('follows') } as const;
      return [
        { ...receipt, at: after('receipt', 60_000) },
        ...(link !== undefined && draw('follows') < 0.4 ? [{ ...follow, at: after('follows', 20 * hourMs) }] : []),
        ...(channel === 'sms' && draw('stops') < 0.05 ? [{ ...stop, at: after('stops', hourMs) }] : []),
      ];
    }
  }
}

type Draw = (...what: string[]) => number;

function emailReactions(
  acceptance: Acceptance,
  draw: Draw,
  after: (what: string, mostMs: number) => number,
  id: (what: string) => string,
): readonly Fact[] {
  const { touchId, user, to } = acceptance;
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: to }] };
  if (draw('bounces') < 0.04)
    return [ses(acceptance, 'Email Bounced', { bounce }, after('bounces', hourMs), id('bounces'))];
  const complaint = { complainedRecipients: [{ emailAddress: to }] };
  const unsubscribe = { does: 'unsubscribe', user: user ?? '', touch: touchId ?? '', id: id('unsubscribes') } as const;
  const choice = draw('leaves') < 0.5 ? 'leave' : 'pause';
  const prefer = { does: 'prefer', user: user ?? '', choice, id: id('prefers') } as const;
  return [
    ses(acceptance, 'Email Delivered', { delivery: {} }, after('delivered', 60_000), id('delivered')),
    ...(draw('opens') < 0.4
      ? [ses(acceptance, 'Email Opened', { open: {} }, after('opens', 20 * hourMs), id('opens'))]
      : []),
    ...(draw('clicks') < 0.15
      ? [ses(acceptance, 'Email Clicked', { click: {} }, after('clicks', 20 * hourMs), id('clicks'))]
      : []),
    ...(draw('complains') < 0.05
      ? [ses(acceptance, 'Email Complaint Received', { complaint }, after('complains', 30 * hourMs), id('complains'))]
      : []),
    ...(draw('prefers') < 0.06 ? [{ ...prefer, at: after('prefers', 30 * hourMs) }] : []),
    ...(draw('unsubscribes') < 0.05 ? [{ ...unsubscribe, at: after('unsubscribes', 30 * hourMs) }] : []),
  ];
}

function ses({ touchId, to }: Acceptance, type: string, told: object, at: number, id: string): Fact {
  const timestamp = iso(at);
  const dated = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, { timestamp, ...(value as object) }]),
  );
  const tags = { touch: [touchId], 'ses:configuration-set': [names.bus] };
  const mail = { messageId: id, destination: [to], tags, source: apiUrl };
  return { does: 'tell', bus: 'default', source: 'aws.ses', type, detail: { mail, ...dated }, at, id };
}

const engaged = ({ user, touchId }: Acceptance, kind: string, at: number, id: string): Fact => ({
  does: 'tell',
  type: 'touch.engaged',
  detail: { userId: user, touchId, kind, eventId: id },
  at,
  id,
});
