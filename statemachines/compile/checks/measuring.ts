import type { AnyJourney } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { fieldsOf } from './entry.ts';
import { oneOf, refuse } from './refuse.ts';

/** What is counted beside the goal can be counted: the other goals need one, the funnel is the program's, its events are known. */
export function checkMeasuring({ goal, goals = {}, funnel }: AnyJourney, { funnels = {} }: WholeProgram): void {
  if (!goal && Object.keys(goals).length > 0) {
    refuse(goals, 'goals stand beside the goal that ends the run', 'name the most important of them goal');
  }
  if (funnel === undefined) return;
  const steps = Object.hasOwn(funnels, funnel) ? funnels[funnel] : undefined;
  if (!steps) refuse(funnel, `a funnel is ${oneOf(Object.keys(funnels))}`, 'declare it in the funnels of program.ts');
  for (const event of steps) fieldsOf(event);
}
