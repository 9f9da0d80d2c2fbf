import { isLaunched, type LaunchedJourney, launchPlan, planLines } from '../../statemachines/compile/launch-plan.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { accountUsage, readAbout } from './account.ts';
import { command, Refused } from './command.ts';
import { begin } from './launch/begin.ts';
import { type LaunchOrder, readOrder } from './launch/order.ts';
import { goOn, halt } from './launch/under-way.ts';
import { write } from './output.ts';
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

/** `polyphony launch <journey>`. Exit code 1 when it cannot finish in time, or could not be begun. */
export const run = command({
  name: 'launch',
  usage,
  read(args) {
    const asked = readAbout('say which journey', args, options);
    if (asked === 'help' || 'wrong' in asked) return asked;
    const order = readOrder(asked.values);
    return typeof order === 'string' ? { wrong: order } : { name: asked.about, account: asked.account, order };
  },
  async act({ name, account, order }) {
    const journey = journeys.filter(isLaunched).find((each) => each.name === name);
    if (!journey) throw new Refused(`${JSON.stringify(name)}: ${known()}`);
    const stack = { ...stackOf(account), account };
    if (order.kind === 'stop') return done(await halt(journey.name, stack));
    if (order.kind === 'resume') return done(await goOn(journey.name, order.launch, stack));
    announce(journey, order);
    return order.kind === 'plan' ? 0 : done(await begin(journey, order, stack));
  },
});

/** Prints the plan. @throws Refused when it cannot be begun */
function announce(journey: LaunchedJourney, order: LaunchOrder): void {
  const people = order.people ?? journey.enter.expect;
  if (people === undefined) {
    throw new Refused('say about how many people it is: --people 100000, or expect in the journey');
  }
  const plan = launchPlan(journey, program, people, order.starts);
  write(planLines(journey.name, plan));
  if (plan.refused) throw new Refused(`it cannot finish in time, by ${plan.refused.quota}; ${plan.refused.remedy}`);
}

const known = () => {
  const names = journeys.filter(isLaunched).map(({ name }) => name);
  return `a journey that is launched has an audience; write one of ${names.join(', ') || 'none yet'}`;
};

function done(what: string): number {
  write(`${what}\n`);
  return 0;
}
