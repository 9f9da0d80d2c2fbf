import { weekdays } from '../window.ts';
import { unitedStates } from './jurisdiction.ts';
import type { Policy } from './policy.ts';

const marketing = ['marketing'] as const;
const sms = { channels: ['sms'], purposes: marketing } as const;
const hours = (from: string, to: string) => ({ kind: 'window', open: [{ days: weekdays, from, to }] }) as const;
const dayMs = 86_400_000;

export const unitedStatesRows: readonly Policy[] = [
  {
    id: 'us-sms-express-written',
    title: 'Marketing by SMS needs prior express written consent',
    jurisdiction: unitedStates,
    ...sms,
    predicate: { kind: 'consent', anyOf: ['express_written'] },
    source: '47 CFR 64.1200(a)(2), (f)(9)',
    certainty: 'conflicting',
  },
  {
    id: 'us-sms-hours',
    title: 'Marketing by SMS from 08:00 to 21:00, local time',
    jurisdiction: unitedStates,
    ...sms,
    predicate: hours('08:00', '21:00'),
    source: '47 CFR 64.1200(c)(1)',
    certainty: 'sure',
  },
  {
    id: 'us-sms-stop-words',
    title: 'STOP, QUIT, END, REVOKE, OPT OUT, CANCEL and UNSUBSCRIBE end SMS; other wordings are reviewed',
    jurisdiction: unitedStates,
    ...sms,
    predicate: { kind: 'kept', by: 'the answer to inbound messages', how: 'the whole message is one of the words' },
    source: '47 CFR 64.1200(a)(10)',
    certainty: 'sure',
  },
  {
    id: 'us-sms-confirmation',
    title: 'One confirmation of the opt-out within 5 minutes, without marketing',
    jurisdiction: unitedStates,
    ...sms,
    predicate: { kind: 'kept', by: 'the answer to inbound messages', how: 'answered once, at once' },
    source: '47 CFR 64.1200(a)(12)',
    certainty: 'sure',
  },
  {
    id: 'us-fl-ok-md-sms-hours',
    title: 'Florida, Oklahoma and Maryland: marketing by SMS from 08:00 to 20:00',
    jurisdiction: ['US-FL', 'US-OK', 'US-MD'],
    ...sms,
    predicate: hours('08:00', '20:00'),
    source: 'Fla. Stat. 501.059, 501.616(6); 15 O.S. 775C.4; MD SB 90',
    certainty: 'sure',
  },
  {
    id: 'us-fl-ok-md-sms-thrice',
    title: 'Florida, Oklahoma and Maryland: at most 3 SMS in 24 hours on one subject, which is a journey',
    jurisdiction: ['US-FL', 'US-OK', 'US-MD'],
    ...sms,
    predicate: { kind: 'cap', max: 3, perMs: dayMs, of: 'subject' },
    source: 'Fla. Stat. 501.059, 501.616(6); 15 O.S. 775C.4; MD SB 90',
    certainty: 'sure',
  },
  {
    id: 'us-wa-sms-hours',
    title: 'Washington: marketing by SMS from 08:00 to 20:00',
    jurisdiction: ['US-WA'],
    ...sms,
    predicate: hours('08:00', '20:00'),
    source: 'RCW 19.158.040',
    certainty: 'conflicting',
  },
  {
    id: 'us-tx-sms-hours',
    title: 'Texas: marketing by SMS from 09:00 to 21:00, on Sundays from 12:00',
    jurisdiction: ['US-TX'],
    ...sms,
    predicate: {
      kind: 'window',
      open: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '09:00', to: '21:00' },
        { days: ['sun'], from: '12:00', to: '21:00' },
      ],
    },
    source: 'Tex. Bus. & Com. Code 301.051; SB 140',
    certainty: 'conflicting',
  },
  {
    id: 'us-va-sms-opt-out',
    title: 'Virginia: an opt-out by text holds for 10 years at least',
    jurisdiction: ['US-VA'],
    ...sms,
    predicate: { kind: 'kept', by: 'the ledger', how: 'a no never expires' },
    source: 'Va. Code 59.1-514',
    certainty: 'sure',
  },
  {
    id: 'us-ctia-help-stop',
    title: 'HELP and STOP are always answered',
    jurisdiction: unitedStates,
    channels: ['sms'],
    purposes: ['marketing', 'transactional'],
    predicate: { kind: 'kept', by: 'the answer to inbound messages', how: 'both are answered, whoever writes' },
    source: 'CTIA Messaging Principles 2023',
    certainty: 'sure',
  },
  {
    id: 'us-can-spam',
    title: 'A marketing email shows a postal address and a working unsubscribe link',
    jurisdiction: unitedStates,
    channels: ['email'],
    purposes: marketing,
    predicate: { kind: 'kept', by: 'the compiler', how: 'an email without them does not compile' },
    source: '15 USC 7704(a)',
    certainty: 'sure',
  },
];

/** Charts of state law conflict here, so a program chooses. */
export const unitedStatesPresets: readonly Policy[] = [
  {
    id: 'us-ct-sms-hours',
    title: 'Connecticut: marketing by SMS from 09:00 to 20:00',
    jurisdiction: ['US-CT'],
    ...sms,
    predicate: hours('09:00', '20:00'),
    source: 'Charts of state calling hours, which conflict',
    certainty: 'conflicting',
  },
  {
    id: 'us-ky-sms-hours',
    title: 'Kentucky: marketing by SMS from 10:00 to 21:00',
    jurisdiction: ['US-KY'],
    ...sms,
    predicate: hours('10:00', '21:00'),
    source: 'Charts of state calling hours, which conflict',
    certainty: 'conflicting',
  },
  {
    id: 'us-al-la-ms-sms-hours',
    title: 'Alabama, Louisiana and Mississippi: marketing by SMS from 08:00 to 20:00, not on Sundays',
    jurisdiction: ['US-AL', 'US-LA', 'US-MS'],
    ...sms,
    predicate: {
      kind: 'window',
      open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '08:00', to: '20:00' }],
    },
    source: 'Charts of state calling hours, which conflict',
    certainty: 'conflicting',
  },
  {
    id: 'us-pa-sms-holidays',
    title: 'Pennsylvania: no marketing by SMS on its legal holidays',
    jurisdiction: ['US-PA'],
    ...sms,
    predicate: {
      kind: 'window',
      open: [{ days: weekdays, from: '00:00', to: '24:00' }],
      closed: 'pennsylvania-legal-holidays',
    },
    source: '73 P.S. 2242, 2245.2',
    certainty: 'conflicting',
  },
];
