import { readDossier } from '../store/dossier.ts';
import { accountUsage, readAsked, unreachable } from './account.ts';
import { answerOf } from './why/answer.ts';
import { linesOf } from './why/lines.ts';

const usage = `Usage: polyphony why <user> [options]

Why did, or didn't, this person get a message? Every decision about them, newest first: what was tried, what held, which
rule with which values, what was or would have been said, and when it may speak next.

  --journey <name>        this journey alone
  --json                  one JSON object
${accountUsage}`;

/** `polyphony why <user>`. @returns the exit code: 1 when nobody is known by this id, or the stack cannot be asked */
export async function run(args: string[]): Promise<number> {
  const asked = readAsked(args, { journey: { type: 'string' }, json: { type: 'boolean' } });
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if ('wrong' in asked) {
    process.stderr.write(`polyphony why: ${asked.wrong}\n\n${usage}`);
    return 2;
  }
  const { user, account, values } = asked;
  try {
    const dossier = await readDossier(account.people, user);
    if (dossier.items.length === 0) {
      process.stderr.write(`polyphony why: nothing is kept of ${JSON.stringify(user)}; check the id and the stage\n`);
      return 1;
    }
    const whole = answerOf(user, dossier);
    const answer = typeof values.journey === 'string' ? about(values.journey, whole) : whole;
    process.stdout.write(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer));
    return 0;
  } catch (error) {
    process.stderr.write(`polyphony why: ${unreachable(error)}\n`);
    return 1;
  }
}

function about(journey: string, answer: ReturnType<typeof answerOf>): ReturnType<typeof answerOf> {
  const its = <T extends { readonly journey: string }>(entries: readonly T[]) =>
    entries.filter((entry) => entry.journey === journey);
  const { touches, next, runs, refused } = answer;
  return { ...answer, touches: its(touches), next: its(next), runs: its(runs), refused: its(refused) };
}
