import type { AnyJourney } from '../../any-journey.ts';
import { maxNameLength, namePattern, reservedNames } from '../names.ts';
import { refuse } from './refuse.ts';
import { writtenSendsOf } from './walk.ts';

/** Names become those of state machines, states, ids and tags: short, plain, and each only once. */
export function checkNaming(journey: AnyJourney): void {
  checkName(journey.name, 'journey');
  for (const [experiment, arms] of Object.entries(journey.experiments ?? {})) {
    checkName(experiment, 'experiment');
    for (const arm of Object.keys(arms)) checkName(arm, 'arm');
  }
  for (const goal of Object.keys(journey.goals ?? {})) checkName(goal, 'goal');
  const seen = new Set<string>();
  for (const { send } of writtenSendsOf(journey.steps)) {
    checkName(send.name, 'step');
    if (reservedNames.includes(send.name)) {
      refuse(
        send.name,
        `no step is called ${reservedNames.join(' or ')}, which name the end of a run`,
        'rename the step',
      );
    }
    if (seen.has(send.name)) {
      refuse(send.name, 'each step of a journey has a name of its own', 'rename one of the two');
    }
    seen.add(send.name);
  }
}

function checkName(name: unknown, what: string): void {
  if (typeof name !== 'string' || !namePattern.test(name)) {
    refuse(name, `the name of a ${what} is lower-case letters, digits and hyphens`, 'write it like first-steps');
  }
  if (name.length > maxNameLength) {
    refuse(name, `the name of a ${what} has at most ${maxNameLength} characters`, 'shorten it');
  }
}
