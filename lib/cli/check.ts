import { compileJourneys } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { fatesOf } from '../domain/in-flight.ts';
import { functionName } from '../infra/names.ts';
import { accountUsage, readPlace } from './account.ts';
import { deployedJourneys } from './check/deployed.ts';
import { linesOf } from './check/lines.ts';
import { journeysAt } from './check/revision.ts';
import { command } from './command.ts';
import { write, writeJson } from './output.ts';

const usage = `Usage: polyphony check [options]

What would deploying this working tree do to the people inside? For each step that somebody may wait for: nothing, skip
(it is passed over, and they go on), or stranded, which is refused.

  --against <revision>    compare with a git revision in place of what is deployed
  --json                  one JSON object
${accountUsage}`;

/** `polyphony check`. Exit code 1 when somebody would be stranded, or there is nothing to compare with. */
export const run = command({
  name: 'check',
  usage,
  read: (args) => readPlace(args, { against: { type: 'string' }, json: { type: 'boolean' } }),
  async act({ account, values }) {
    const revision = typeof values.against === 'string' ? values.against : undefined;
    const before = revision === undefined ? await deployedJourneys(account) : await journeysAt(revision);
    const compiled = compileJourneys(journeys, program);
    const fates = fatesOf(before.definitions, {
      journeys: new Map(compiled.map(({ name, rules }) => [name, rules])),
      touchFunction: revision === undefined ? `:function:${functionName(account.names, 'touch')}` : placeholder,
    });
    const stranded = fates.filter(({ fate }) => fate === 'stranded');
    const added = compiled.filter(({ name }) => !before.definitions.has(name)).map(({ name }) => name);
    const told = { fates, added, inside: Object.fromEntries(before.inside) };
    if (values.json) writeJson(told, 2);
    else write(linesOf(told));
    return stranded.length > 0 ? 1 : 0;
  },
});

/** What stands for the function's ARN in a definition that is not deployed yet. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
const placeholder = '${TouchFunctionArn}';
