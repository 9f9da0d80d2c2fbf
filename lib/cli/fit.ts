import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { fitAlive } from '../domain/alive/fit.ts';
import { type AliveModel, aliveModels } from '../domain/alive.ts';
import { fromIso, iso } from '../domain/instant.ts';
import { command, type Read, Refused } from './command.ts';
import { readOrders } from './fit/orders.ts';
import { escapedIn, write, writeJson } from './output.ts';

const usage = `Usage: polyphony fit <orders.csv> [options]

Fits the parameters of the churn score, 1 − P(alive), to the orders of your customers, and prints what statemachines/program.ts
takes. The file has a header and the columns customer and date (ISO 8601); others are passed over. Orders of one customer on one day
count once.

  --unit week|day         the unit of time [week]
  --until <date>          the last day that counts [that of the last order]
  --model mbg-nbd|bg-nbd  [mbg-nbd]: the other says that whoever bought once is alive forever
  --json                  one JSON object
`;

const unitDays = { week: 7, day: 1 } as const;

/** `polyphony fit`. Exit code 1 when the file cannot be read or says too little. */
export const run = command({
  name: 'fit',
  usage,
  read,
  async act({ file, unit, model, until, json }) {
    try {
      const { histories, ...seen } = await readOrders(createReadStream(file), until, unitDays[unit]);
      const { params, ...fit } = fitAlive(model, histories);
      const day = iso(seen.until).slice(0, 10);
      const told = { model, unit, params, ...fit, ...seen, until: day };
      if (json) writeJson(told);
      else write(linesOf(told));
      return 0;
    } catch (error) {
      throw new Refused(`${file}: ${(error as Error).message}`);
    }
  },
});

interface Asked {
  readonly file: string;
  readonly unit: keyof typeof unitDays;
  readonly model: AliveModel;
  /** Epoch milliseconds; `null`: the day of the last order. */
  readonly until: number | null;
  readonly json: boolean;
}

function read(args: string[]): Read<Asked> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      unit: { type: 'string', default: 'week' },
      until: { type: 'string' },
      model: { type: 'string', default: 'mbg-nbd' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const { unit, model, json } = values;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return { wrong: 'one file of orders is needed' };
  if (unit !== 'week' && unit !== 'day') return { wrong: `--unit ${JSON.stringify(unit)} is not week or day` };
  if (!isModel(model)) return { wrong: `--model ${JSON.stringify(model)} is not ${aliveModels.join(' or ')}` };
  if (values.until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.until)) {
    return { wrong: `--until ${JSON.stringify(values.until)} is not a date, like 2027-01-11` };
  }
  const until = values.until === undefined ? null : fromIso(`${values.until}T00:00:00Z`);
  return { file, unit, model, until, json };
}

const isModel = (name: string): name is AliveModel => aliveModels.some((model) => model === name);

type Told = ReturnType<typeof fitAlive> & {
  readonly model: AliveModel;
  readonly unit: string;
  readonly customers: number;
  readonly orders: number;
  readonly until: string;
};

function linesOf(told: Told): string {
  const { model, unit, params, logLikelihood, converged, customers, orders, until } = escapedIn(told);
  const { r, alpha, a, b } = params;
  const [R, Alpha, A, B] = [r, alpha, a, b].map((value) => Number(value.toPrecision(4)));
  const names = { 'mbg-nbd': 'MBG/NBD', 'bg-nbd': 'BG/NBD' };
  return [
    `${names[model]}, ${orders} orders of ${customers} customers up to ${until}, in ${unit}s`,
    `r ${R}  alpha ${Alpha}  a ${A}  b ${B}   log-likelihood ${logLikelihood.toFixed(1)}`,
    ...(converged ? [] : ['The search ended before it had arrived: take these with care, or give more orders.']),
    '',
    ...(model === 'mbg-nbd'
      ? [
          'In statemachines/program.ts:',
          '',
          `  alive: { r: ${R}, alpha: ${Alpha}, a: ${A}, b: ${B}, unit: '${unit}' },`,
        ]
      : ['For the churn score fit mbg-nbd: by this model whoever bought once is alive forever.']),
    '',
  ].join('\n');
}
