import { readDossier } from '../store/dossier.ts';
import { accountUsage, readAsked, unreachable } from './account.ts';
import { consentAt, readInstant } from './export-user/consent.ts';
import { everything } from './export-user/everything.ts';

const usage = `Usage: polyphony export-user <user> [options]

Everything that is kept of a person, as one JSON object: what a request for access asks for.

  --consent-at <instant>  only their consent as it stood then, with the evidence for it, such as 2027-03-01T00:00:00Z
${accountUsage}`;

/** `polyphony export-user <user>`. @returns the exit code: 1 when nobody is known by this id, or the stack cannot be asked */
export async function run(args: string[]): Promise<number> {
  const asked = readAsked(args, { 'consent-at': { type: 'string' } });
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if ('wrong' in asked) {
    process.stderr.write(`polyphony export-user: ${asked.wrong}\n\n${usage}`);
    return 2;
  }
  const { user, account, values } = asked;
  try {
    const dossier = await readDossier(account.people, user);
    if (dossier.items.length === 0) {
      process.stderr.write(
        `polyphony export-user: nothing is kept of ${JSON.stringify(user)}; check the id and the stage\n`,
      );
      return 1;
    }
    const at = values['consent-at'];
    const told =
      typeof at === 'string' ? consentAt(dossier, readInstant(at)) : await everything(user, dossier, account);
    process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`polyphony export-user: ${unreachable(error)}\n`);
    return 1;
  }
}
