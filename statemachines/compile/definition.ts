import type { AnyJourney } from '../any-journey.ts';
import { type Choices, exitTo } from './fork.ts';
import { overState } from './names.ts';
import type { Plan } from './plan.ts';
import { type State, touchStates } from './touch-states.ts';

/** A state machine: one JSON document in JSONPath, `${TouchFunctionArn}` its only placeholder. */
export interface Definition {
  readonly Comment: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** Lowers a plan. Execution input: `{ run: RunRef, touch: Wake }`. */
export function definitionOf({ name, purpose, enter }: AnyJourney, { first, steps }: Plan): Definition {
  const choices: Choices = new Map();
  const start = exitTo(first, choices);
  const states: Record<string, State> = {};
  const show = () => {
    for (const choice of choices.values()) states[choice.name] ??= choice.state;
  };
  show();
  for (const [step, planned] of steps) {
    Object.assign(states, touchStates(step, planned, exitTo(planned.then, choices)));
    show();
  }
  states[overState] = { Type: 'Succeed' };
  return {
    Comment: `${name}: ${purpose}, enters ${'audience' in enter ? 'by launch' : `on ${enter.on}`}`,
    StartAt: 'Next' in start ? start.Next : overState,
    States: states,
  };
}
