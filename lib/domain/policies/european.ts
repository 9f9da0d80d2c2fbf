import { explicit, softOrExplicit } from './bases.ts';
import { europe, france } from './jurisdiction.ts';
import type { Policy } from './policy.ts';

const marketing = ['marketing'] as const;
const gdpr = {
  jurisdiction: europe,
  channels: ['email', 'push', 'sms', 'whatsapp', 'inapp'],
  purposes: ['marketing', 'transactional'],
  certainty: 'sure',
} as const;

export const europeanRows: readonly Policy[] = [
  {
    id: 'eu-consent',
    title: 'EU, EEA and UK: email and SMS need consent, or the soft opt-in of an own customer',
    jurisdiction: europe,
    channels: ['email', 'sms'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: softOrExplicit },
    source: 'Directive 2002/58/EC, Art. 13; PECR 22',
    certainty: 'sure',
  },
  {
    id: 'gdpr-proof',
    title: 'Consent can be proved',
    ...gdpr,
    predicate: { kind: 'kept', by: 'the evidence', how: 'who said what, when, where and in which words, append-only' },
    source: 'GDPR, Art. 7(1)',
  },
  {
    id: 'gdpr-withdrawal',
    title: 'Withdrawing is as easy as agreeing, and an objection to marketing is absolute',
    ...gdpr,
    predicate: { kind: 'kept', by: 'unsubscribing', how: 'one click, no login; every claim checks the last word' },
    source: 'GDPR, Arts. 7(3), 21',
  },
  {
    id: 'gdpr-erasure',
    title: 'Access and erasure within a month',
    ...gdpr,
    predicate: {
      kind: 'kept',
      by: 'erasure',
      how: 'user.erased at once; polyphony export-user shows all that is kept',
    },
    source: 'GDPR, Arts. 12, 15, 17, 20',
  },
  {
    id: 'fr-sms-hours',
    title: 'France: marketing by SMS from 08:00 to 20:00, not on Sundays or public holidays',
    jurisdiction: france,
    channels: ['sms'],
    purposes: marketing,
    predicate: {
      kind: 'window',
      open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '08:00', to: '20:00' }],
      closed: 'french-public-holidays',
    },
    source: "CPCE L34-5; the operators' charter",
    certainty: 'conflicting',
  },
  {
    id: 'whatsapp-explicit-opt-in',
    title: 'WhatsApp in the EU, EEA, UK and Brazil: an explicit opt-in',
    jurisdiction: [...europe, 'BR'],
    channels: ['whatsapp'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: explicit },
    source: 'WhatsApp Business Messaging Policy',
    certainty: 'sure',
  },
];

export const europeanPresets: readonly Policy[] = [
  {
    id: 'de-double-opt-in',
    title: 'Germany: email needs a double opt-in, which is the proof that courts accept',
    jurisdiction: ['DE'],
    channels: ['email'],
    purposes: marketing,
    predicate: { kind: 'consent', anyOf: ['double_opt_in'] },
    source: 'Practice under UWG 7',
    certainty: 'sure',
  },
];
