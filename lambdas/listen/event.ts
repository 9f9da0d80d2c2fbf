import * as z from 'zod/mini';
import { fromIso } from '../../lib/domain/instant.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { appEvent, type Envelope, parse } from '../envelope.ts';
import { touchEngaged } from '../person-events.ts';

/** `touch.engaged`: the app saw its user look at a push or an in-app message. */
export function appFeedback(event: Envelope, now: number): Feedback {
  const { touchId, kind } = parse(touchEngaged, event.detail, event);
  const { user, at, eventId } = appEvent(event, now);
  const touch = readTouchId(touchId);
  if (!touch || touch.user !== user) {
    throw new Unusable(
      `touch.engaged ${event.id}: touchId names a touch of this very user; send it back as the message gave it`,
    );
  }
  return { touch, kind, at, event: eventId };
}

const recipients = z.optional(z.array(z.object({ emailAddress: z.string() })));
const sesDetail = z.object({
  mail: z.object({
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
    destination: z.optional(z.array(z.string())),
  }),
  delivery: z.optional(z.object({ timestamp: z.optional(z.string()) })),
  open: z.optional(z.object({ timestamp: z.optional(z.string()) })),
  click: z.optional(z.object({ timestamp: z.optional(z.string()) })),
  bounce: z.optional(
    z.object({ bounceType: z.string(), bouncedRecipients: recipients, timestamp: z.optional(z.string()) }),
  ),
  complaint: z.optional(z.object({ complainedRecipients: recipients, timestamp: z.optional(z.string()) })),
});

const sesKinds: Readonly<Record<string, FeedbackKind>> = {
  'Email Delivered': 'delivered',
  'Email Opened': 'opened',
  'Email Clicked': 'clicked',
  'Email Bounced': 'bounced',
  'Email Complaint Received': 'complained',
};

/** SES events, from the default bus; `null` for kinds that change nothing, and for mail that is not ours. */
export function sesFeedback(event: Envelope, now: number): Feedback | null {
  const kind = sesKinds[event['detail-type']];
  if (!kind) return null;
  const { mail, delivery, open, click, bounce, complaint } = parse(sesDetail, event.detail, event);
  const tag = mail.tags?.touch?.[0];
  if (tag === undefined) return null;
  const touch = readTouchId(tag);
  if (!touch)
    throw new Unusable(`${event['detail-type']} ${event.id}: the tag "touch" holds a touch id; leave the tag to us`);
  const told = (delivery ?? open ?? click ?? bounce ?? complaint)?.timestamp ?? event.time;
  const feedback = { touch, kind, at: Math.min(fromIso(told), fromIso(event.time), now), event: event.id };
  // Only a permanent bounce says that an address is dead; a full mailbox or an absence note passes.
  if (bounce && bounce.bounceType !== 'Permanent') return feedback;
  if (!bounce && !complaint) return feedback;
  const named = (bounce?.bouncedRecipients ?? complaint?.complainedRecipients)?.map(({ emailAddress }) => emailAddress);
  // An email of ours has one recipient: when the report names nobody, it is the one it was sent to.
  const addresses = (named ?? mail.destination ?? []).map(bare);
  return { ...feedback, suppress: { channel: 'email', addresses } };
}

/** `Name <a@example.com>` or a plain address. */
const bare = (address: string) => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
