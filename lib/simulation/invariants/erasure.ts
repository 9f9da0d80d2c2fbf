import { createHmac } from 'node:crypto';
import { addressedChannels } from '../../domain/profile.ts';
import { readTouchId } from '../../domain/touch-id.ts';
import { addressKey } from '../../store/keys.ts';
import type { Item } from '../dynamo/values.ts';
import { names, secrets } from '../environment.ts';
import { type History, type Invariant, inFlightMs, type Violation } from './history.ts';

export const erasure: Invariant = {
  finds: [
    'erased-unacknowledged',
    'erased-ledger',
    'erased-consent',
    'erased-refusal',
    'erased-items',
    'erased-links',
    'erased-linked',
    'erased-unsuppressed',
    'erased-running',
    'after-erasure',
  ],
  holds: 'Once an erasure is acknowledged nothing of the person is left or comes back, and nobody writes to them.',
  *check(history) {
    for (const user of history.users) {
      const last = history
        .erasures(user)
        .reduce<ReturnType<History['erasures']>[number] | undefined>(
          (latest, each) => (latest && latest.at > each.at ? latest : each),
          undefined,
        );
      if (!last) continue;
      const { at, done, told } = last;
      if (done === undefined) {
        const refusedLetter = history.run.world.bus.letters.length > 0;
        if (!refusedLetter)
          yield { invariant: 'erased-unacknowledged', person: user, at: told.fact.at, what: 'nobody did it' };
        continue;
      }
      yield* spokenTo(user, at, done, history);
      if (history.returned(user, at)) yield* fromBefore(user, at, history);
      else yield* left(user, at, done, history);
    }
  },
};

/** Runs that were entered before the erasure say nothing after it. */
function* spokenTo(user: string, at: number, done: number, history: History): Generator<Violation> {
  for (const [id, { run }] of history.runsOf(user)) {
    // Of two in the same second, nobody knows which was first.
    if (run.at >= at) continue;
    const late = history.acceptances.find(
      (each) => each.run === id && each.user === user && each.at > done + inFlightMs,
    );
    if (late) yield { invariant: 'after-erasure', person: user, at: late.at, what: `${late.step} of ${run.journey}` };
  }
}

const classOf = (sk: string): string => {
  if (sk === 'LEDGER' || sk === 'PROFILE') return 'erased-ledger';
  if (sk.startsWith('CONSENT#')) return 'erased-consent';
  return sk.startsWith('REFUSED#') ? 'erased-refusal' : 'erased-items';
};

/** Of whoever did not come back, nothing at all is left. */
function* left(user: string, at: number, done: number, history: History): Generator<Violation> {
  const { world } = history.run;
  for (const { sk } of history.itemsOf(user)) {
    const written = history.writesOf(user).findLast((write) => write.sk === sk && write.after);
    yield {
      invariant: classOf(String(sk)),
      person: user,
      at: written?.at ?? done,
      what: `${String(sk)}, by ${written?.by}`,
    };
  }
  const others = world.tables.table(names.peopleTable).all();
  for (const item of others) {
    if (isAbout(item, user)) yield { invariant: 'erased-links', person: user, at: done, what: String(item.pk) };
    if (item.users instanceof Set && item.users.has(user)) {
      yield { invariant: 'erased-linked', person: user, at: done, what: String(item.pk).slice(0, 14) };
    }
  }
  yield* unsuppressed(user, at, done, history, others);
  yield* running(user, at, history);
}

const isAbout = ({ pk, touch, user: whose }: Item, user: string): boolean =>
  /^(?:LINK|MESSAGE)#/.test(String(pk)) && (whose === user || readTouchId(String(touch ?? ''))?.user === user);

/** An address that was theirs alone says that it is suppressed. */
function* unsuppressed(user: string, at: number, done: number, history: History, items: readonly Item[]) {
  const profile = history
    .writesOf(user)
    .findLast(({ sk, after, at: written }) => sk === 'PROFILE' && after && written <= done)?.after;
  if (!profile) return;
  for (const channel of addressedChannels) {
    const address = profile[channel === 'sms' ? 'phone' : channel];
    if (typeof address !== 'string') continue;
    const pk = addressKey(channel, hashOf(address));
    const item = items.find((each) => each.pk === pk);
    if (item && item.reason === undefined && isOnlyOf(pk, user, history)) {
      yield { invariant: 'erased-unsuppressed', person: user, at: done, what: `${channel}, erased as of ${at}` };
    }
  }
}

const hashOf = (address: string) =>
  createHmac('sha256', secrets.get(names.addressSecret) ?? '')
    .update(address)
    .digest('base64url');

/** One that was another's too is theirs. */
const isOnlyOf = (pk: string, user: string, history: History): boolean =>
  history.run.world.tables.writes
    .flatMap(({ pk: written, after }) => (written === pk && after?.users instanceof Set ? [...after.users] : []))
    .every((each) => each === user);

function* running(user: string, at: number, history: History): Generator<Violation> {
  for (const { input, status, machine } of history.run.world.allExecutions) {
    const { run } = JSON.parse(input) as { run?: { user?: string; at?: string } };
    if (status === 'RUNNING' && run?.user === user && Date.parse(run.at ?? '') < at) {
      yield { invariant: 'erased-running', person: user, at, what: machine };
    }
  }
}

/** Of whoever came back, nothing is there that is about the time before. */
function* fromBefore(user: string, at: number, history: History): Generator<Violation> {
  const runs = history.runsOf(user);
  for (const item of history.itemsOf(user)) {
    const sk = String(item.sk);
    const [kind, first = ''] = sk.split('#');
    const run = kind === 'TOUCH' || kind === 'REACH' ? runs.get(first)?.run : undefined;
    const stated = kind === 'CONSENT' || kind === 'REFUSED' ? Date.parse(first) : undefined;
    if ((run && run.at < at) || (stated !== undefined && stated < at)) {
      yield { invariant: classOf(sk), person: user, at, what: `${sk} from before` };
    }
  }
  yield* running(user, at, history);
}
