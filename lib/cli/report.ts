import { parseArgs } from 'node:util';
import { rules } from '../../statemachines/registry.ts';
import { type AttributionModel, attributionModels } from '../domain/attribution.ts';
import { dayMs } from '../domain/duration.ts';
import { fromIso } from '../domain/instant.ts';
import { type Report, reportOf } from '../domain/report.ts';
import { between, count, money, points, share, signed } from '../report/words.ts';
import { tallies } from '../store/tallies.ts';
import { type Account, accountOf, accountOptions, accountUsage, nowAt } from './account.ts';
import { command, type Read } from './command.ts';
import { escapedIn, write, writeJson } from './output.ts';

const usage = `Usage: polyphony report [options]

What really moved people: each journey's answer, from its counters. The page has all of it.

  --journey <name>        this journey alone
  --days <number>         people who entered in these last days (default 28)
  --to <instant>          up to this day (default now)
  --model <name>          ${attributionModels.join(' · ')} (default markov)
  --json                  all numbers of the page, one JSON object a journey and line
${accountUsage}`;

/** `polyphony report`. Exit code 1 when the stack cannot be asked. */
export const run = command({
  name: 'report',
  usage,
  read,
  async act(asked) {
    for (const report of await reports(asked)) {
      if (asked.json) writeJson(report);
      else write(linesOf(report));
    }
    return 0;
  },
});

interface Asked {
  readonly account: Account;
  readonly journeys: ReturnType<typeof rules.journeys.all>;
  readonly model: AttributionModel;
  readonly days: number;
  /** Epoch milliseconds; undefined: now. */
  readonly until: number | undefined;
  readonly json: boolean;
}

async function reports({ account, journeys, model, days, until }: Asked): Promise<Report[]> {
  const to = until ?? (await nowAt(account));
  const from = to - (days - 1) * dayMs;
  const counters = tallies({ client: account.people.client, name: account.names.tallyTable });
  return Promise.all(
    journeys.map(async (journey) => {
      const rows = await counters.read(journey.name, from, to);
      return reportOf({ journey, program: rules.program, rows, from, to, now: to, model });
    }),
  );
}

function read(args: string[]): Read<Asked> {
  const text = { type: 'string' } as const;
  const options = {
    ...accountOptions,
    journey: text,
    days: text,
    to: text,
    model: text,
    json: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return 'help';
  const days = Number(values.days ?? 28);
  if (!(Number.isInteger(days) && days >= 1)) {
    return { wrong: `--days ${JSON.stringify(values.days)}: a whole number from 1` };
  }
  const model = attributionModels.find((known) => known === (values.model ?? 'markov'));
  if (!model) return { wrong: `--model ${JSON.stringify(values.model)}: one of ${attributionModels.join(', ')}` };
  const all = rules.journeys.all();
  const journeys = values.journey === undefined ? all : all.filter(({ name }) => name === values.journey);
  if (journeys.length === 0) {
    return { wrong: `--journey ${JSON.stringify(values.journey)}: one of ${all.map(({ name }) => name).join(', ')}` };
  }
  const until = values.to === undefined ? undefined : fromIso(values.to);
  return { account: accountOf(values), journeys, model, days, until, json: values.json === true };
}

function linesOf(report: Report): string {
  const { journey, period, population, comparison, incremental } = escapedIn(report);
  const [control, treatment] = comparison?.arms ?? [];
  const against = treatment?.against;
  const lines = [
    `${journey}, ${period.from} to ${period.to}: ${count(population.all)} people`,
    against &&
      `  converted  ${share(treatment.rate)} with the messages, ${share(control?.rate ?? null)} without: ${against.verdict}`,
    against?.difference &&
      `  lift       ${points(against.difference.estimate)}, ${between(against.difference, points)}`,
    incremental &&
      `  extra      ${signed(incremental.conversions.estimate)} conversions, ${between(incremental.conversions, signed)}`,
    incremental?.costPerConversion &&
      `  each cost  ${money(incremental.costPerConversion.estimate)}, ${between(incremental.costPerConversion, money)}`,
  ];
  return `${lines.filter((line) => typeof line === 'string').join('\n')}\n\n`;
}
