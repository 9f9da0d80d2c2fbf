import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { program } from '../../../statemachines/program.ts';
import { optOutOf, suppressionOf } from '../../domain/address/state.ts';
import { iso } from '../../domain/instant.ts';
import { addressedChannels, addressesOf } from '../../domain/profile.ts';
import { withStanding } from '../../domain/standing.ts';
import { addresses } from '../../store/addresses.ts';
import type { Dossier } from '../../store/dossier.ts';
import { readLesson } from '../../store/lessons.ts';
import type { Account } from '../account.ts';

/** All that is kept under a person's id and of their addresses, decoded where it is stored in short. */
export async function everything(user: string, dossier: Dossier, { people, names, client }: Account) {
  const { profile, ledger, items } = dossier;
  const book = addresses(people, async () => {
    const secrets = new SecretsManagerClient(client);
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: names.addressSecret }));
    return SecretString ?? '';
  });
  const found = addressedChannels.flatMap((channel) => {
    const address = profile ? addressesOf(profile, channel, user)[0]?.address : undefined;
    return address === undefined ? [] : [{ channel, address }];
  });
  const suppression = await Promise.all(
    found.map(async ({ channel, address }) => {
      const { state } = await book.look(channel, address);
      const since = optOutOf(state);
      const optedOutSince = since === null ? null : iso(since);
      return { channel, address, suppressed: suppressionOf(state), optedOutSince };
    }),
  );
  const of = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix)).map(readable);
  const standing =
    profile && withStanding(profile, { edges: await readLesson(people, 'edges'), alive: program.alive }, Date.now());
  return {
    user,
    profile,
    // What is worked out of it when it is asked for, and stored nowhere.
    standing: standing && { segment: standing.rfm?.segment ?? null, churn: standing.scores.churn ?? null },
    ledger,
    addresses: suppression,
    consentEvidence: of('CONSENT#'),
    touches: of('TOUCH#'),
    inbox: of('INBOX#'),
    refusedEntries: of('REFUSED#'),
    others: items.filter(({ sk }) => !/^(?:LEDGER|PROFILE|(?:CONSENT|TOUCH|INBOX|REFUSED)#)/.test(sk)).map(readable),
  };
}

/** Decisions are stored as JSON text. */
function readable({ pk: _pk, ...item }: Dossier['items'][number]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'string' && /^(?:decision|held_)/.test(name) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}
