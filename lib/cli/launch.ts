import { isLaunched, type LaunchedJourney, launchPlan, planLines } from '../../statemachines/compile/launch-plan.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { RuleError } from '../domain/rule-error.ts';
import { accountUsage, readPlace, unreachable } from './account.ts';
import { begin } from './launch/begin.ts';
import { type LaunchOrder, readOrder } from './launch/order.ts';
import { goOn, halt } from './launch/under-way.ts';
import { stackOf } from './pause/stack.ts';

const usage = `Usage: polyphony launch <journey> [options]

Says how long it will take, then enters everybody whom the journey is for. Nobody is entered twice by one launch.

  --people <number>       about how many they are (default: what the journey expects)
  --list s3://<bucket>/<key>  whom of its audience: a CSV or JSON Lines file of user ids
  --at <when>             now, 10:00 or 2027-02-01T10:00, local to each person (default: the journey's own)
  --plan                  only says how long it will take
  --stop                  enters nobody more, and pauses the journey for those who are inside
  --resume <launch>       goes on with a launch that was stopped
${accountUsage}`;

const options = {
  people: { type: 'string' },
  list: { type: 'string' },
  at: { type: 'string' },
  plan: { type: 'boolean' },
  stop: { type: 'boolean' },
  resume: { type: 'string' },
} as const;

/** `polyphony launch <journey>`. @returns the exit code: 1 when it cannot finish in time, or could not be begun */
export async function run(args: string[]): Promise<number> {
  const asked = readPlace(args, options, 1);
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const order = 'wrong' in asked ? asked.wrong : readOrder(asked.values);
  const [name] = 'wrong' in asked ? [] : asked.rest;
  if ('wrong' in asked || typeof order === 'string' || name === undefined) {
    process.stderr.write(`polyphony launch: ${typeof order === 'string' ? order : 'say which journey'}\n\n${usage}`);
    return 2;
  }
  const journey = journeys.filter(isLaunched).find((each) => each.name === name);
  if (!journey) return refused(`${JSON.stringify(name)}: ${known()}`);
  try {
    const stack = { ...stackOf(asked.account), account: asked.account };
    if (order.kind === 'stop') return done(await halt(journey.name, stack));
    if (order.kind === 'resume') return done(await goOn(journey.name, order.launch, stack));
    const wrong = await announce(journey, order);
    if (wrong !== null) return refused(wrong);
    return order.kind === 'plan' ? 0 : done(await begin(journey, order, stack));
  } catch (error) {
    return refused(error instanceof RuleError ? error.message : unreachable(error));
  }
}

/** Prints the plan. @returns why it cannot be begun, `null` when it can */
async function announce(journey: LaunchedJourney, order: LaunchOrder): Promise<string | null> {
  const people = order.people ?? journey.enter.expect;
  if (people === undefined) return 'say about how many people it is: --people 100000, or expect in the journey';
  const plan = launchPlan(journey, program, people, order.starts);
  process.stdout.write(planLines(journey.name, plan));
  return plan.refused ? `it cannot finish in time, by ${plan.refused.quota}; ${plan.refused.remedy}` : null;
}

const known = () => {
  const names = journeys.filter(isLaunched).map(({ name }) => name);
  return `a journey that is launched has an audience; write one of ${names.join(', ') || 'none yet'}`;
};

function done(answer: { done: string } | { wrong: string }): number {
  if ('wrong' in answer) return refused(answer.wrong);
  process.stdout.write(`${answer.done}\n`);
  return 0;
}

function refused(why: string): number {
  process.stderr.write(`polyphony launch: ${why}\n`);
  return 1;
}
