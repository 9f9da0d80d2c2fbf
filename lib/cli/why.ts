import { accountUsage, readAbout } from './account.ts';
import { command } from './command.ts';
import { dossierOf } from './dossier.ts';
import { write, writeJson } from './output.ts';
import { answerOf } from './why/answer.ts';
import { linesOf } from './why/lines.ts';

const usage = `Usage: polyphony why <user> [options]

Why did, or didn't, this person get a message? Every decision about them, newest first: what was tried, what held, which
rule with which values, what was or would have been said, and when it may speak next.

  --journey <name>        this journey alone
  --json                  one JSON object
${accountUsage}`;

/** `polyphony why <user>`. Exit code 1 when nobody is known by this id, or the stack cannot be asked. */
export const run = command({
  name: 'why',
  usage,
  read: (args) => readAbout('say whom: a user id', args, { journey: { type: 'string' }, json: { type: 'boolean' } }),
  async act({ about: user, account, values }) {
    const dossier = await dossierOf(user, account);
    const whole = answerOf(user, dossier);
    const answer = typeof values.journey === 'string' ? about(values.journey, whole) : whole;
    if (values.json) writeJson(answer, 2);
    else write(linesOf(answer));
    return 0;
  },
});

function about(journey: string, answer: ReturnType<typeof answerOf>): ReturnType<typeof answerOf> {
  const its = <T extends { readonly journey: string }>(entries: readonly T[]) =>
    entries.filter((entry) => entry.journey === journey);
  const { touches, next, runs, refused } = answer;
  return { ...answer, touches: its(touches), next: its(next), runs: its(runs), refused: its(refused) };
}
