import { accountUsage, readAbout } from './account.ts';
import { command } from './command.ts';
import { dossierOf } from './dossier.ts';
import { consentAt, readInstant } from './export-user/consent.ts';
import { everything } from './export-user/everything.ts';
import { writeJson } from './output.ts';

const usage = `Usage: polyphony export-user <user> [options]

Everything that is kept of a person, as one JSON object: what a request for access asks for.

  --consent-at <instant>  only their consent as it stood then, with the evidence for it, such as 2027-03-01T00:00:00Z
${accountUsage}`;

/** `polyphony export-user <user>`. Exit code 1 when nobody is known by this id, or the stack cannot be asked. */
export const run = command({
  name: 'export-user',
  usage,
  read: (args) => readAbout('say whom: a user id', args, { 'consent-at': { type: 'string' } }),
  async act({ about: user, account, values }) {
    const dossier = await dossierOf(user, account);
    const at = values['consent-at'];
    const told =
      typeof at === 'string' ? consentAt(dossier, readInstant(at)) : await everything(user, dossier, account);
    writeJson(told, 2);
    return 0;
  },
});
