import { acquaintance, condition, guard } from './decide/passage.ts';
import { approval, consent, pause, policy, reach, suppression } from './decide/permission.ts';
import type { Question } from './decide/question.ts';
import { cap, holdout, priority, wish } from './decide/room.ts';
import type { Rule } from './decide/verdict.ts';
import { window } from './decide/window.ts';
import type { Decision, RuleName, Tried } from './decision.ts';
import { inForce } from './policies/in-force.ts';
import { whereaboutsOf } from './whereabouts.ts';

export { acquaintanceMs } from './decide/passage.ts';
export type { Question } from './decide/question.ts';

/** May this step speak now? Rules are asked in a fixed order; the first that does not pass decides. */
export function decide(question: Question): Decision {
  const { now, step, journey, profile, program } = question;
  const tried: Tried[] = [];
  if (!step) {
    return { at: now, verdict: 'skip', reason: 'no-content', tried: [{ rule: 'content', verdict: 'skip' }] };
  }
  const law = inForce(program, whereaboutsOf(profile, step.channel), step.channel, journey.purpose, now);
  for (const [rule, ask] of rules) {
    const answer = ask(question, step, law);
    if (!answer) continue;
    const { verdict, values } = answer;
    tried.push(values ? { rule, verdict, values } : { rule, verdict });
    if (answer.verdict === 'hold') {
      return { at: now, verdict: 'hold', reason: answer.reason, until: answer.until, tried };
    }
    if (answer.verdict === 'skip') return { at: now, verdict: 'skip', reason: answer.reason, tried };
  }
  return { at: now, verdict: 'send', tried };
}

/**
 * First what makes the touch needless, then what forbids it to anybody, to this person, and at this hour; then whether
 * there is room. Transactional passes consent to marketing, the program's windows, caps, wishes, priority and holdouts by.
 */
const rules: readonly (readonly [RuleName, Rule])[] = [
  ['guard', guard],
  ['condition', condition],
  ['acquaintance', acquaintance],
  ['pause', pause],
  ['approval', approval],
  ['reach', reach],
  ['suppression', suppression],
  ['consent', consent],
  ['policy', policy],
  ['window', window],
  ['cap', cap],
  ['wish', wish],
  ['priority', priority],
  ['holdout', holdout],
];
