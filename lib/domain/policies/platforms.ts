import { explicit, softOrExplicit } from './bases.ts';
import type { Policy } from './policy.ts';

const marketing = ['marketing'] as const;
const everywhere = { jurisdiction: 'everywhere', certainty: 'sure' } as const;
const meta = 'WhatsApp Business Messaging Policy';
const mailboxes = 'support.google.com/a/answer/14229414';

/** What providers and platforms ask for, wherever a person is. */
export const platformRows: readonly Policy[] = [
  {
    id: 'bulk-email-one-click',
    title: 'Gmail and Yahoo: one-click unsubscribe (RFC 8058), honoured within 48 hours',
    ...everywhere,
    channels: ['email'],
    purposes: marketing,
    predicate: { kind: 'kept', by: 'sending', how: 'in the headers of every marketing email; honoured at once' },
    source: mailboxes,
  },
  {
    id: 'bulk-email-complaints',
    title: 'Gmail and Yahoo: complaints stay below 0.3%',
    ...everywhere,
    channels: ['email'],
    purposes: marketing,
    predicate: { kind: 'kept', by: 'the alarms', how: 'an alarm at 0.1%' },
    source: mailboxes,
  },
  {
    id: 'whatsapp-opt-in',
    title: 'WhatsApp: the person opted in',
    ...everywhere,
    channels: ['whatsapp'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: softOrExplicit },
    source: meta,
  },
  {
    id: 'whatsapp-template',
    title: "WhatsApp: free text within 24 hours of the person's last message, else a template",
    ...everywhere,
    channels: ['whatsapp'],
    purposes: ['marketing', 'transactional'],
    predicate: { kind: 'kept', by: 'the compiler', how: 'marketing without a template does not compile' },
    source: meta,
  },
  {
    id: 'whatsapp-us-marketing',
    title: 'WhatsApp: no marketing to numbers of the USA',
    jurisdiction: ['US'],
    follows: 'number',
    channels: ['whatsapp'],
    purposes: marketing,
    predicate: { kind: 'never' },
    source: meta,
    certainty: 'sure',
  },
  {
    id: 'push-permission',
    title: "Push: the operating system's permission",
    ...everywhere,
    channels: ['push'],
    purposes: ['marketing', 'transactional'],
    predicate: { kind: 'kept', by: 'reach', how: 'without it there is no token to send to' },
    source: 'Android POST_NOTIFICATIONS; Apple UNUserNotificationCenter',
  },
  {
    id: 'push-opt-in',
    title: 'Push: marketing needs an opt-in in the app',
    ...everywhere,
    channels: ['push'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: explicit },
    source: 'Apple App Review Guidelines 4.5.4',
  },
];
