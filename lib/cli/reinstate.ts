import { randomUUID } from 'node:crypto';
import { DeleteSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { addressReinstated } from '../../lambdas/person-events.ts';
import { normalAddress } from '../domain/profile.ts';
import { type Account, accountUsage, readPlace } from './account.ts';
import { command, type Read, Refused } from './command.ts';
import { publisher } from './import/publisher.ts';
import { write } from './output.ts';

const usage = `Usage: polyphony reinstate --channel <channel> --address <address> --reason <text> --by <name> [options]

Lets an address be written to again that bounced, complained or was erased. It takes the address off SES's own suppression
list, then publishes address.reinstated; the act is kept. A STOP is taken back only by the person's own START, and marketing
by email comes again only with their own later yes.

  --channel <channel>     email, sms or whatsapp
  --address <address>     the email address, or the number in E.164
  --reason <text>         why, such as "the mailbox works again"
  --by <name>             who decided
  --evidence <text>       where it can be shown, such as the number of a ticket
${accountUsage}`;

type Act = z.infer<typeof addressReinstated>;

/** `polyphony reinstate`. Exit code 1 when SES or the bus does not take it; nothing is half done that cannot be repeated. */
export const run = command({
  name: 'reinstate',
  usage,
  read,
  async act({ account, act }) {
    const bus = publisher(account, 1, 'polyphony-cli');
    try {
      await bus.check();
      const wasListed = act.channel === 'email' && (await clearSes(act.address, account));
      await bus.publish([{ type: 'address.reinstated', detail: { eventId: randomUUID(), ...act } }]);
      const ses = act.channel === 'email' ? `, ${wasListed ? 'and taken off' : 'and was not on'} the list of SES` : '';
      write(`address.reinstated is published${ses}; it holds within seconds\n`);
      return 0;
    } finally {
      bus.close();
    }
  },
});

function read(args: string[]): Read<{ readonly account: Account; readonly act: Act }> {
  const names = ['channel', 'address', 'reason', 'by', 'evidence'] as const;
  const place = readPlace(args, Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const)));
  if (place === 'help' || 'wrong' in place) return place;
  const missing = names.find((name) => name !== 'evidence' && place.values[name] === undefined);
  if (missing !== undefined) return { wrong: `say --${missing}` };
  const said = Object.fromEntries(names.map((name) => [name, place.values[name]]));
  const checked = z.safeParse(addressReinstated, said);
  if (checked.success) return { account: place.account, act: checked.data };
  const [first] = checked.error.issues;
  return { wrong: `--${String(first?.path[0])}: ${first?.message}` };
}

/** SES writes to no address of its account's list, whatever we decide. @returns whether it was on it */
async function clearSes(address: string, { client }: Account): Promise<boolean> {
  const ses = new SESv2Client(client);
  const spellings = new Set([address, normalAddress('email', address)]);
  let wasListed = false;
  try {
    for (const EmailAddress of spellings) {
      const removed = await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress })).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Error && error.name === 'NotFoundException') return false;
          throw error;
        },
      );
      wasListed ||= removed;
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AccessDeniedException')) throw error;
    throw new Refused(
      'these credentials may not change the suppression list of SES, and nothing was published; allow them ses:DeleteSuppressedDestination',
    );
  } finally {
    ses.destroy();
  }
  return wasListed;
}
