import * as z from 'zod/mini';
import { fromIso } from '../../lib/domain/instant.ts';
import { isMachineOpen } from '../../lib/domain/machine-open.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { type Envelope, parse } from '../envelope.ts';

const text = z.optional(z.string());
const recipients = z.optional(z.array(z.object({ emailAddress: z.string() })));
const told = { timestamp: text };
const sesDetail = z.object({
  mail: z.object({
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
    destination: z.optional(z.array(z.string())),
  }),
  delivery: z.optional(z.object(told)),
  deliveryDelay: z.optional(z.object({ ...told, delayType: text })),
  open: z.optional(z.object({ ...told, userAgent: text })),
  click: z.optional(z.object(told)),
  bounce: z.optional(z.object({ ...told, bounceType: z.string(), bounceSubType: text, bouncedRecipients: recipients })),
  complaint: z.optional(z.object({ ...told, complainedRecipients: recipients })),
});
type Detail = z.output<typeof sesDetail>;

type What = Pick<Feedback, 'kind' | 'reason'>;

/** What each kind of event says. Those that are not here change nothing: `Email Sent`, subscriptions. */
const meanings: Readonly<Record<string, (detail: Detail) => What>> = {
  'Email Delivered': () => ({ kind: 'delivered' }),
  'Email Delivery Delayed': ({ deliveryDelay }) => ({ kind: 'delayed', reason: word(deliveryDelay?.delayType) }),
  'Email Opened': ({ open }) => ({ kind: isMachineOpen(open?.userAgent) ? 'prefetched' : 'opened' }),
  'Email Clicked': () => ({ kind: 'clicked' }),
  'Email Bounced': ({ bounce }) => bounced(bounce),
  'Email Complaint Received': () => ({ kind: 'complained' }),
  'Email Rejected': () => ({ kind: 'rejected', reason: 'rejected' }),
  'Email Rendering Failed': () => ({ kind: 'rejected', reason: 'rendering-failed' }),
};

/** Only a permanent bounce says that an address is dead; a full mailbox or an absence note passes. */
function bounced(bounce: Detail['bounce']): What {
  const isHard = bounce?.bounceType === 'Permanent';
  const kind: FeedbackKind = isHard ? 'bounced' : 'softBounced';
  const undetermined = bounce?.bounceType === 'Undetermined' ? 'Undetermined' : 'General';
  return { kind, reason: `${isHard ? 'hard' : 'soft'}:${word(bounce?.bounceSubType, undetermined)}` };
}

/** SES's own words are single; whatever else came is not ours to pass on. */
const word = (given: string | undefined, otherwise = 'General') =>
  given !== undefined && /^\w{1,40}$/.test(given) ? given : otherwise;

/** SES events, from the default bus; `null` for kinds that change nothing, and for mail that is not ours. */
export function sesFeedback(event: Envelope, now: number): Feedback | null {
  const meaning = meanings[event['detail-type']];
  if (!meaning) return null;
  const detail = parse(sesDetail, event.detail, event);
  const tag = detail.mail.tags?.touch?.[0];
  if (tag === undefined) return null;
  const touch = readTouchId(tag);
  if (!touch)
    throw new Unusable(`${event['detail-type']} ${event.id}: the tag "touch" holds a touch id; leave the tag to us`);
  const { delivery, deliveryDelay, open, click, bounce, complaint } = detail;
  const said = (delivery ?? deliveryDelay ?? open ?? click ?? bounce ?? complaint)?.timestamp ?? event.time;
  const what = meaning(detail);
  const feedback = { touch, ...what, at: Math.min(fromIso(said), fromIso(event.time), now), event: event.id };
  if (what.kind !== 'bounced' && what.kind !== 'complained') return feedback;
  const named = (bounce?.bouncedRecipients ?? complaint?.complainedRecipients)?.map(({ emailAddress }) => emailAddress);
  // An email of ours has one recipient: when the report names nobody, it is the one it was sent to.
  const addresses = (named ?? detail.mail.destination)?.map(bare);
  return { ...feedback, suppress: { channel: 'email', reason: what.kind, ...(addresses && { addresses }) } };
}

/** `Name <a@example.com>` or a plain address. */
const bare = (address: string) => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
