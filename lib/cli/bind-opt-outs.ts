import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { iso } from '../domain/instant.ts';
import { type Existing, existing } from '../store/addresses/existing.ts';
import { evidence } from '../store/evidence.ts';
import type { Table } from '../store/table.ts';
import { accountUsage, readPlace } from './account.ts';
import { command, Refused } from './command.ts';
import { publisher } from './import/publisher.ts';
import { write } from './output.ts';

const usage = `Usage: polyphony bind-opt-outs [options]

Once after an upgrade from a version that kept opt-outs by user id alone: tells the withdrawals from marketing by email again,
each at its own time, so that they bind the mailbox for every id that has it, and whose device each push token is. Doing it
twice changes nothing. Interrupted, it goes on where it stopped. It prints counts only.

  --state <file>          how far it came (default bind-opt-outs.<stage>.state.json; holds a user id, and goes at the end)
  --rate <n>              events a second at most (default 200)
${accountUsage}`;

/** `polyphony bind-opt-outs`. Exit code 1 when the stack cannot be asked. */
export const run = command({
  name: 'bind-opt-outs',
  usage,
  read(args) {
    const place = readPlace(args, { state: { type: 'string' }, rate: { type: 'string' } });
    if (place === 'help' || 'wrong' in place) return place;
    const rate = Number(place.values.rate ?? 200);
    if (!(rate > 0)) return { wrong: `--rate ${String(place.values.rate)}: a rate is a number above 0` };
    return { ...place, rate };
  },
  async act({ account, values, rate }) {
    const state = String(values.state ?? `bind-opt-outs.${String(values.stage)}.state.json`);
    const bus = publisher(account, rate, 'polyphony-cli');
    const counts: Counts = { people: 0, optOuts: 0, devices: 0, ...readState(state) };
    try {
      await bus.check();
      for await (const { found, next } of existing(account.people).pages(counts.after)) {
        for (const person of found) await bus.publish(await eventsOf(person, account.people, counts));
        if (next !== undefined) writeFileSync(state, JSON.stringify({ ...counts, after: next }), { mode: 0o600 });
      }
    } finally {
      bus.close();
    }
    rmSync(state, { force: true });
    const { people, optOuts, devices } = counts;
    write(`${people} people, ${optOuts} opt-outs and ${devices} devices told again; they hold within minutes\n`);
    return 0;
  },
});

interface Counts {
  people: number;
  optOuts: number;
  devices: number;
  readonly after?: string;
}

function readState(file: string): Partial<Counts> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Counts>;
  } catch {
    throw new Refused(`${file} is no state of this command; delete it to begin again, or name another with --state`);
  }
}

/** At most so many devices are told in one event. */
const mostDevices = 20;

async function eventsOf({ user, kind, withdrawn, push = [], toldPush }: Existing, table: Table, counts: Counts) {
  if (kind === 'ledger') {
    if (withdrawn === undefined) return [];
    counts.optOuts += 1;
    return [{ type: 'consent.changed', detail: await optOutOf(user, withdrawn, table) }];
  }
  counts.people += 1;
  counts.devices += push.length;
  if (push.length === 0) return [];
  // Whoever names a device from now on comes after.
  const occurredAt = iso(toldPush ?? 0);
  return [{ type: 'profile.updated', detail: { userId: user, occurredAt, addPush: push.slice(-mostDevices) } }];
}

/** Under the id of the event that told us, so that the evidence stays what it is. */
async function optOutOf(user: string, withdrawn: number, table: Table): Promise<Record<string, unknown>> {
  const said = await evidence(table).of(user, 'email');
  const known = said.findLast(
    ({ status, purpose, at }) => status === 'withdrawn' && purpose === 'marketing' && Math.abs(at - withdrawn) < 1000,
  );
  return {
    userId: user,
    eventId: known?.event ?? `bind-opt-outs ${iso(withdrawn)}`,
    occurredAt: iso(known?.at ?? withdrawn),
    channel: 'email',
    status: 'withdrawn',
    ...(!known && { source: 'bind-opt-outs' }),
  };
}
