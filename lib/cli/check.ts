import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { fatesOf } from '../domain/in-flight.ts';
import { functionName } from '../infra/names.ts';
import { accountUsage, readPlace, unreachable } from './account.ts';
import { deployedJourneys } from './check/deployed.ts';
import { linesOf } from './check/lines.ts';
import { journeysAt } from './check/revision.ts';

const usage = `Usage: polyphony check [options]

What would deploying this working tree do to the people inside? For each step that somebody may wait for: nothing, skip
(it is passed over, and they go on), or stranded, which is refused.

  --against <revision>    compare with a git revision in place of what is deployed
  --json                  one JSON object
${accountUsage}`;

/** `polyphony check`. @returns the exit code: 1 when somebody would be stranded, or there is nothing to compare with */
export async function run(args: string[]): Promise<number> {
  const asked = readPlace(args, { against: { type: 'string' }, json: { type: 'boolean' } });
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if ('wrong' in asked) {
    process.stderr.write(`polyphony check: ${asked.wrong}\n\n${usage}`);
    return 2;
  }
  const { account, values } = asked;
  const revision = typeof values.against === 'string' ? values.against : undefined;
  try {
    const before = revision === undefined ? await deployedJourneys(account) : await journeysAt(revision);
    const compiled = journeys.map((journey) => compileJourney(journey, program));
    const fates = fatesOf(before.definitions, {
      journeys: new Map(compiled.map(({ name, rules }) => [name, rules])),
      touchFunction: revision === undefined ? `:function:${functionName(account.names, 'touch')}` : placeholder,
    });
    const stranded = fates.filter(({ fate }) => fate === 'stranded');
    const added = compiled.filter(({ name }) => !before.definitions.has(name)).map(({ name }) => name);
    const told = { fates, added, inside: Object.fromEntries(before.inside) };
    process.stdout.write(values.json ? `${JSON.stringify(told, null, 2)}\n` : linesOf(told));
    return stranded.length > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(
      `polyphony check: ${revision === undefined ? unreachable(error) : (error as Error).message}\n`,
    );
    return 1;
  }
}

/** What stands for the function's ARN in a definition that is not deployed yet. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
const placeholder = '${TouchFunctionArn}';
