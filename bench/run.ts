import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureAssembly } from '../lib/infra/ensure-assembly.ts';
import { attributionRows } from './attribution.ts';
import { bundleRows } from './bundle.ts';
import { costLines } from './cost.ts';
import { crowdRows, mean, probe, welcome } from './crowd.ts';
import { decisionRows } from './decisions.ts';
import { importRows } from './import.ts';
import { launched, launchRows } from './launch.ts';
import { ratioOf } from './row.ts';
import { comparison, costs } from './table.ts';
import { waysInRows } from './ways-in.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '1000' },
    launched: { type: 'string' },
  },
});
const people = crowdOf('--people', values.people);
const peopleLaunched = values.launched === undefined ? people : crowdOf('--launched', values.launched);

const say = (what: string) => void process.stderr.write(`${what} …\n`);

const assembly = await ensureAssembly();
say('bundles');
const bundles = await bundleRows();
say('decisions');
const decisions = await decisionRows();
say('attribution');
const attribution = attributionRows();
say(`${people} people, and the bare engines`);
// Before and after, so that a machine that grows busy meanwhile does not favour either side.
const first = await probe(people);
const crowd = await welcome(people, assembly);
const bare = mean(first, await probe(people));
say(`${peopleLaunched} people, launched`);
const launch = await launched(peopleLaunched, assembly);
const launches = await launchRows(launch, crowd);
say('exports');
const ways = [...(await importRows()), ...(await waysInRows(assembly))];
const rows = [...bundles, ...decisions, ...attribution, ...crowdRows(crowd, bare), ...launches, ...ways];
const cost = costLines(crowd.meters);
const machine = { cores: availableParallelism(), node: process.versions.node };

if (values.json) {
  const measured = rows.map((row) => ({ ...row, ratio: ratioOf(row) }));
  process.stdout.write(`${JSON.stringify({ machine, rows: measured, crowd, probe: bare, launch, cost }, null, 2)}\n`);
} else {
  const { seconds, introducing, sends, peak } = crowd;
  process.stdout.write(`${machine.cores} cores, Node ${machine.node}

${comparison(rows)}

${people} people: ${seconds.toFixed(1)} s, ${introducing.toFixed(1)} s of it to introduce them; ${sends} sends, ${(sends / seconds).toFixed(0)} a second; peak ${peak.toFixed(0)} MB
bare engines:  ${bare.seconds.toFixed(1)} s; ${bare.sends} sends, ${(bare.sends / bare.seconds).toFixed(0)} a second; peak ${bare.peak.toFixed(0)} MB
a launch:      ${launch.seconds.toFixed(1)} s for ${launch.people} people; ${launch.sends} sends, ${(launch.sends / launch.seconds).toFixed(0)} a second; peak ${launch.peak.toFixed(0)} MB

AWS work of a touch, at list prices of us-east-1; entering is in it, providers and logs are not:

${costs(cost)}
`);
}

function crowdOf(option: string, text: string): number {
  const people = Number(text);
  if (Number.isInteger(people) && people >= 1) return people;
  throw new Error(`${option} ${text}: must be a whole number from 1; 1000 is what the targets are for`);
}
