import * as z from 'zod/mini';
import { fromIso } from '../../lib/domain/instant.ts';
import { isMachineOpen } from '../../lib/domain/machine-open.ts';
import { isMachineAgent } from '../../lib/domain/machines/agents.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { type Envelope, parse } from '../envelope.ts';
import { count } from '../metrics.ts';
import { countUnknownStatus } from '../unknown-status.ts';

/** Read tolerantly: a field of another form than documented is as one that is not there. */
const text = z.catch(z.optional(z.string()), undefined);
const list = z.catch(z.optional(z.array(z.unknown())), undefined);
const part = <T extends z.core.$ZodLooseShape>(shape: T) => z.catch(z.optional(z.looseObject(shape)), undefined);
const told = { timestamp: text };
const engagement = { ...told, userAgent: text, link: text };
const sesDetail = z.object({
  mail: z.object({
    tags: z.catch(z.optional(z.record(z.string(), z.unknown())), undefined),
    destination: list,
    commonHeaders: part({ to: list }),
  }),
  delivery: part(told),
  deliveryDelay: part({ ...told, delayType: text }),
  open: part(engagement),
  click: part(engagement),
  bounce: part({ ...told, bounceType: text, bounceSubType: text, bouncedRecipients: list }),
  complaint: part({ ...told, complaintFeedbackType: text, complainedRecipients: list }),
});
type Detail = z.output<typeof sesDetail>;

type What = Pick<Feedback, 'kind' | 'reason' | 'click'>;

/** What each kind of event says; `null` for one that changes nothing. */
const meanings: Readonly<Record<string, (detail: Detail, event: Envelope) => What | null>> = {
  'Email Sent': () => null,
  'Email Subscription': () => null,
  'Email Subscribed': () => null,
  'Email Delivered': () => ({ kind: 'delivered' }),
  'Email Delivery Delayed': ({ deliveryDelay }) => ({ kind: 'delayed', reason: word(deliveryDelay?.delayType) }),
  'Email Opened': ({ open }) => ({ kind: isMachineOpen(open?.userAgent) || isFlagged(open) ? 'prefetched' : 'opened' }),
  'Email Clicked': ({ click }) => ({ kind: 'clicked', click: clickOf(click) }),
  'Email Bounced': ({ bounce }) => bounced(bounce),
  'Email Complaint Received': ({ complaint }, event) => complained(complaint, event),
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

/** Soft bounces that are about the message and say nothing of the mailbox. */
const ofTheMessage: ReadonlySet<string> = new Set([
  'soft:MessageTooLarge',
  'soft:ContentRejected',
  'soft:AttachmentRejected',
]);

/**
 * Types of feedback that are no complaints: the reader says that it is no spam, or a receiver reports failed
 * authentication, of which no reader knows. https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
const noComplaints: ReadonlySet<string> = new Set(['not-spam', 'auth-failure']);

/** A type that is not known is taken for a complaint, as one without a type is: that errs on the reader's side. */
function complained(complaint: Detail['complaint'], event: Envelope): What | null {
  const type = complaint?.complaintFeedbackType?.trim().toLowerCase() ?? '';
  if (!noComplaints.has(type)) return { kind: 'complained' };
  count('NoComplaint', { Type: type }, { message: 'feedback that is no complaint', event: event.id });
  return null;
}

const clickOf = (click: Detail['click']): NonNullable<Feedback['click']> => ({
  link: click?.link ?? '',
  byMachine: isFlagged(click) || isMachineAgent(click?.userAgent),
  // Without a time of its own, the click has the event's, which is too coarse to tell how fast somebody was.
  timed: instantOf(click?.timestamp) !== null,
});

/**
 * Whether SES itself says that a machine opened or clicked. The names of its flags are not settled, so any field of the
 * event that is named after machines and says yes will do.
 */
function isFlagged(engaged: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.entries(engaged ?? {}).some(([name, value]) => {
    if (name in engagement) return false;
    const said = String(value).toLowerCase();
    if (/human/i.test(name)) return said === 'false';
    if (/bot|machine|automat|scanner|prefetch/i.test(name)) return value === true || said === 'true' || value === 1;
    return typeof value === 'string' && /^(?:bot|machine|automated|scanner|prefetch)$/.test(said);
  });
}

/** SES's own words are single; whatever else came is not ours to pass on. */
const word = (given: string | undefined, otherwise = 'General') =>
  given !== undefined && /^\w{1,40}$/.test(given) ? given : otherwise;

/**
 * SES events, from the default bus; `null` for kinds that change nothing, and for mail that is not ours.
 *
 * @throws Unusable for a detail without mail, and for a tag `touch` that holds no touch id
 */
export function sesFeedback(event: Envelope, now: number): Feedback | null {
  const type = event['detail-type'];
  const detail = parse(sesDetail, event.detail, event);
  const tags = detail.mail.tags?.touch;
  const tag: unknown = Array.isArray(tags) ? tags[0] : tags;
  if (tag === undefined) return null;
  const meaning = meanings[type];
  if (!meaning) {
    countUnknownStatus('ses', type, { event: event.id });
    return null;
  }
  const touch = typeof tag === 'string' ? readTouchId(tag) : null;
  if (!touch) throw new Unusable(`${type} ${event.id}: the tag "touch" holds a touch id; leave the tag to us`);
  const what = meaning(detail, event);
  if (!what) return null;
  const { delivery, deliveryDelay, open, click, bounce, complaint } = detail;
  const said = (delivery ?? deliveryDelay ?? open ?? click ?? bounce ?? complaint)?.timestamp;
  const received = fromIso(event.time);
  const feedback = { touch, ...what, at: Math.min(instantOf(said) ?? received, received, now), event: event.id };
  const addresses = recipientsIn(detail);
  const named = addresses.length > 0 && { addresses };
  if (what.kind === 'bounced' || what.kind === 'complained') {
    return { ...feedback, suppress: { channel: 'email', reason: what.kind, ...named } };
  }
  const isOfMailbox = what.kind === 'softBounced' && !ofTheMessage.has(what.reason ?? '');
  return isOfMailbox ? { ...feedback, softBounce: { channel: 'email', ...named } } : feedback;
}

function instantOf(timestamp: string | undefined): number | null {
  if (timestamp === undefined) return null;
  try {
    return fromIso(timestamp);
  } catch {
    return null;
  }
}

/**
 * Whom a bounce or a complaint is about. An email of ours has one recipient: when the report names nobody, it is the one
 * that it was sent to.
 *
 * @returns none when the event names no address at all
 */
function recipientsIn({ bounce, complaint, mail }: Detail): readonly string[] {
  const reported = (bounce?.bouncedRecipients ?? complaint?.complainedRecipients ?? []).map((recipient) =>
    typeof recipient === 'object' && recipient !== null && 'emailAddress' in recipient
      ? recipient.emailAddress
      : recipient,
  );
  for (const named of [reported, mail.destination ?? [], mail.commonHeaders?.to ?? []]) {
    const addresses = new Set(named.flatMap(bare));
    if (addresses.size > 0) return [...addresses];
  }
  return [];
}

/** `Name <a@example.com>` or a plain address; none for anything else. */
function bare(named: unknown): readonly string[] {
  if (typeof named !== 'string') return [];
  const address = (/<([^<>]+)>[^<>]*$/.exec(named)?.[1] ?? named).trim();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? [address] : [];
}
