import { iso } from '../../domain/instant.ts';
import type { Fact } from '../facts.ts';
import type { Fault, FaultKind } from '../faults.ts';
import type { Violation } from '../invariants/history.ts';
import type { Scenario } from '../scenario/scenario.ts';

const faultWords: Readonly<Record<FaultKind, string>> = {
  'die-before': 'the function dies before the call',
  'die-after': 'the call is carried out, then the function dies',
  'die-late': 'the function dies, its call is carried out seconds later',
  throttle: 'the service turns the call away',
  repeat: 'the answer is lost and the client repeats the call',
  'provider-throttle': 'the provider throttles',
  'provider-down': 'the provider is down',
  'provider-error': 'the provider answers 500',
  'provider-reject': 'the provider refuses for good',
  'provider-timeout': 'the provider accepts and its answer is lost',
  duplicate: 'the event is delivered again',
  delay: 'the event is delivered late',
  reorder: 'the event is overtaken',
};

/** A fault in words. */
export const faultIn = ({ at, what, ms }: Fault): string =>
  `${at}: ${faultWords[what]}${ms === undefined ? '' : ` (${Math.round(ms / 1000)} s)`}`;

/** What happens outside, in words: of an event its type, and the fields that say more. */
export function factIn(fact: Fact): string {
  switch (fact.does) {
    case 'tell': {
      const { userId = '', eventId: _id, occurredAt, ...more } = fact.detail;
      const happened = typeof occurredAt === 'string' && Date.parse(occurredAt) < fact.at - 1_500;
      const about = fact.bus === undefined ? ` ${JSON.stringify(more)}` : '';
      return `${String(userId)} ${fact.type}${about.length < 160 ? about : ''}${happened ? ` of ${occurredAt}` : ''} (${fact.id})`;
    }
    case 'unsubscribe':
      return `${fact.user} unsubscribes by the link of an email (${fact.id})`;
    case 'prefer':
      return `${fact.user} chooses ${fact.choice} on their page of preferences (${fact.id})`;
    case 'follow':
      return `somebody taps the link ${fact.link} (${fact.id})`;
    case 'text':
      return `${fact.from} writes ${fact.text} (${fact.id})`;
    case 'receipt':
      return `Twilio says ${fact.status} of a message to ${fact.to} (${fact.id})`;
    case 'read':
      return `${fact.user} reads their inbox: ${fact.kind} (${fact.id})`;
    case 'request':
      return `${fact.method} ${fact.path} (${fact.id})`;
  }
}

/** A scenario as somebody would tell it, a line for each thing that happens and each that goes wrong. */
export const story = ({ facts, faults }: Scenario): string[] => [
  ...facts.toSorted((one, other) => one.at - other.at).map((fact) => `${iso(fact.at)} ${factIn(fact)}`),
  ...faults.map((fault) => `fault: ${faultIn(fault)}`),
];

export const violationIn = ({ invariant, person, at, what }: Violation): string =>
  `${invariant}: ${person && `${person}, `}${iso(at)}, ${what}`;
