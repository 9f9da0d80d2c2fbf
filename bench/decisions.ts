import { decide, type Question } from '../lib/domain/decide.ts';
import { jsonRules } from './decisions/json-rules.ts';
import { questions } from './decisions/sample.ts';
import { median, type Row } from './row.ts';

const sampleSize = 1_000;
const turns = 5;
/** How long each side decides in a turn, milliseconds. */
const turnMs = 400;

/**
 * Decisions a second on one core, beside a general rule engine with the same rules.
 *
 * @throws when the two do not agree on every question of the sample
 */
export async function decisionRows(): Promise<Row[]> {
  const sample = questions(sampleSize);
  const [first] = sample;
  if (!first) throw new Error('the sample is empty; ask at least one question');
  const ask = jsonRules(first.program, first.journey.caps);
  await agree(sample, ask);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn <= turns; turn += 1) {
    const speeds = [await perSecond(sample, decide), await perSecond(sample, ask)] as const;
    // The first turn warms both up.
    if (turn === 0) continue;
    ours.push(speeds[0]);
    theirs.push(speeds[1]);
  }
  const row = { ours: median(ours), unit: '/s' };
  return [
    {
      ...row,
      what: 'decisions',
      beside: median(theirs),
      besideWhat: `json-rules-engine: same rules, same ${sampleSize} answers`,
      target: { atLeast: 1 },
    },
    { ...row, what: 'decisions', beside: 200_000, besideWhat: 'what is asked of one core', target: { atLeast: 1 } },
  ];
}

async function agree(sample: readonly Question[], ask: (question: Question) => Promise<string>): Promise<void> {
  for (const question of sample) {
    const decision = decide(question);
    const ours = decision.verdict === 'send' ? 'send' : decision.reason;
    const theirs = await ask(question);
    if (ours !== theirs) {
      throw new Error(`${question.run.id}: decide says ${ours}, the rule engine ${theirs}; the rules must be the same`);
    }
  }
}

async function perSecond(sample: readonly Question[], decideOne: (question: Question) => unknown): Promise<number> {
  const began = performance.now();
  let decided = 0;
  while (performance.now() - began < turnMs) {
    for (const question of sample) {
      const answer = decideOne(question);
      if (answer instanceof Promise) await answer;
    }
    decided += sample.length;
  }
  return (decided / (performance.now() - began)) * 1_000;
}
