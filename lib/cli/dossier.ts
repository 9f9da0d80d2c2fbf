import { type Dossier, readDossier } from '../store/dossier.ts';
import type { Account } from './account.ts';
import { Refused } from './command.ts';

/** All that is kept of somebody. @throws Refused when nobody is known by this id */
export async function dossierOf(user: string, { people }: Account): Promise<Dossier> {
  const dossier = await readDossier(people, user);
  if (dossier.items.length > 0) return dossier;
  throw new Refused(`nothing is kept of ${JSON.stringify(user)}; check the id and the stage`);
}
