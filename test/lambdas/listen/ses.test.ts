import { expect, it } from 'vitest';
import { sesFeedback } from '../../../lambdas/listen/ses.ts';
import { runId } from '../../../lib/domain/run-id.ts';
import { touchId } from '../../../lib/domain/touch-id.ts';

const touch = { user: 'ada', run: runId('welcome', 'ada', 'e'), step: 'first-steps' };
const now = Date.parse('2027-01-11T10:00:00Z');
const told = (type: string, detail: object, mail: object = {}) =>
  sesFeedback(
    {
      id: 'event-1',
      time: '2027-01-11T09:30:00Z',
      source: 'aws.ses',
      'detail-type': type,
      detail: {
        mail: { tags: { touch: [touchId(touch)] }, destination: ['Ada <ada@example.com>'], ...mail },
        ...detail,
      },
    },
    now,
  );
const suppress = (reason: string, ...addresses: string[]) => ({ suppress: { channel: 'email', reason, addresses } });

it.each([
  ['Email Delivered', { delivery: {} }, { kind: 'delivered' }],
  [
    'Email Delivery Delayed',
    { deliveryDelay: { delayType: 'MailboxFull' } },
    { kind: 'delayed', reason: 'MailboxFull' },
  ],
  ['Email Opened', { open: { userAgent: 'Mozilla/5.0' } }, { kind: 'prefetched' }],
  ['Email Opened', { open: { userAgent: 'Mozilla/5.0 (Macintosh)' } }, { kind: 'opened' }],
  ['Email Clicked', { click: {} }, { kind: 'clicked', click: { link: '', byMachine: false, timed: false } }],
  [
    'Email Clicked',
    { click: { link: 'https://x.example/a', userAgent: 'Barracuda Sentinel (EE)', linkTags: null, isBot: false } },
    { kind: 'clicked', click: { link: 'https://x.example/a', byMachine: true, timed: false } },
  ],
  [
    'Email Clicked',
    { click: { link: 'https://x.example/a', userAgent: 'Mozilla/5.0 (Macintosh)', botDetected: true } },
    { kind: 'clicked', click: { link: 'https://x.example/a', byMachine: true, timed: false } },
  ],
  ['Email Opened', { open: { userAgent: 'Mozilla/5.0 (Macintosh)', openSource: 'AUTOMATED' } }, { kind: 'prefetched' }],
  [
    'Email Bounced',
    {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'ada@example.com' }],
      },
    },
    { kind: 'bounced', reason: 'hard:General', ...suppress('bounced', 'ada@example.com') },
  ],
  [
    'Email Bounced',
    { bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail' } },
    { kind: 'bounced', reason: 'hard:NoEmail', ...suppress('bounced', 'ada@example.com') },
  ],
  [
    'Email Bounced',
    {
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'MailboxFull',
        bouncedRecipients: [{ emailAddress: 'ada@example.com' }],
      },
    },
    {
      kind: 'softBounced',
      reason: 'soft:MailboxFull',
      softBounce: { channel: 'email', addresses: ['ada@example.com'] },
    },
  ],
  [
    'Email Bounced',
    { bounce: { bounceType: 'Undetermined' } },
    {
      kind: 'softBounced',
      reason: 'soft:Undetermined',
      softBounce: { channel: 'email', addresses: ['ada@example.com'] },
    },
  ],
  [
    'Email Bounced',
    { bounce: { bounceType: 'Transient', bounceSubType: 'MessageTooLarge' } },
    { kind: 'softBounced', reason: 'soft:MessageTooLarge' },
  ],
  [
    'Email Bounced',
    { bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList', bouncedRecipients: [] } },
    { kind: 'bounced', reason: 'hard:OnAccountSuppressionList', ...suppress('bounced', 'ada@example.com') },
  ],
  [
    'Email Bounced',
    {
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [
          { emailAddress: '"Ada, L." <ada@example.com>' },
          { status: '5.1.1' },
          { emailAddress: 'b@example.com' },
        ],
      },
    },
    { kind: 'bounced', reason: 'hard:General', ...suppress('bounced', 'ada@example.com', 'b@example.com') },
  ],
  ['Email Complaint Received', { complaint: {} }, { kind: 'complained', ...suppress('complained', 'ada@example.com') }],
  ['Email Rejected', { reject: { reason: 'Bad content' } }, { kind: 'rejected', reason: 'rejected' }],
  ['Email Rendering Failed', { failure: { errorMessage: 'x' } }, { kind: 'rejected', reason: 'rendering-failed' }],
])('%s %j', (type, detail, expected) => {
  expect(told(type, detail)).toEqual({ touch, at: now - 30 * 60_000, event: 'event-1', ...expected });
});

it.each(['not-spam', 'NOT-SPAM', 'auth-failure'])('takes %s for no complaint', (complaintFeedbackType) => {
  const complaint = { complaintFeedbackType, complainedRecipients: [{ emailAddress: 'ada@example.com' }] };
  expect(told('Email Complaint Received', { complaint })).toBeNull();
});

it.each(['abuse', 'virus', 'other', 'something-new', null, undefined])('takes %s for a complaint', (type) => {
  const complaint = { complaintFeedbackType: type, complainedRecipients: [] };
  expect(told('Email Complaint Received', { complaint })).toMatchObject(suppress('complained', 'ada@example.com'));
});

it('finds whom it is about in the headers, or leaves it to what the touch was sent to', () => {
  const bounce = { bounceType: 'Permanent', bouncedRecipients: [] };
  const headers = { destination: [], commonHeaders: { to: ['Ada <ada@example.com>'] } };
  expect(told('Email Bounced', { bounce }, headers)).toMatchObject(suppress('bounced', 'ada@example.com'));
  expect(told('Email Bounced', { bounce }, { destination: [] })?.suppress).toEqual({
    channel: 'email',
    reason: 'bounced',
  });
});

it('refuses no event for being new', () => {
  expect(told('Email Teleported', {})).toBeNull();
});

it('hears nothing in what changes nothing, and in the mail of others', () => {
  expect(told('Email Sent', {})).toBeNull();
  expect(told('Email Opened', {}, { tags: { campaign: ['theirs'] } })).toBeNull();
  expect(() => told('Email Opened', {}, { tags: { touch: ['nonsense'] } })).toThrow(/leave the tag to us/);
});
