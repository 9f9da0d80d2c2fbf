import type { AnyJourney } from '../../any-journey.ts';
import { approvalMachine } from '../../approval.ts';
import { namePattern } from '../names.ts';
import { refuse } from './refuse.ts';

const maxNameLength = 20;
const address = /^(?=.{3,254}$)[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** Who must agree before anybody enters: named shortly, each reached by email. */
export function checkApprovers({ name: journey, approvers }: AnyJourney): void {
  if (journey === approvalMachine) {
    refuse(journey, `${approvalMachine} names the state machine that asks approvers`, 'rename the journey');
  }
  if (approvers === undefined) return;
  const named = Object.entries(approvers);
  if (named.length === 0) refuse(approvers, 'approvers names one at least', 'name one, or leave it out');
  for (const [name, email] of named) {
    if (!namePattern.test(name) || name.length > maxNameLength) {
      refuse(
        name,
        `the name of an approver is at most ${maxNameLength} lower-case letters, digits and hyphens`,
        'write it like legal',
      );
    }
    if (typeof email !== 'string' || !address.test(email)) {
      refuse(email, `the approver ${name} is asked by email`, 'write an address like legal@heron.example');
    }
  }
}
