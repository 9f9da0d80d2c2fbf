import {
  type AddressState,
  heard,
  left,
  optedIn,
  optedOut,
  reinstated,
  suppressed,
  taking,
  untouchedAddress,
} from '../../lib/domain/address/state.ts';
import { type AddressedChannel, type HeldChannel, normalAddress } from '../../lib/domain/profile.ts';
import type { AddressBook, Behind } from '../../lib/engine/ports.ts';

interface Entry {
  readonly users: Set<string>;
  state: AddressState;
  /** Of a device: who named it last, and when. */
  owner?: string | undefined;
  ownedAt?: number;
}

/** An address book in memory, with what tests ask of it beside. */
export interface MemoryBook extends AddressBook {
  /** User ids behind an address, also a push token's. */
  listed(channel: HeldChannel, address: string): readonly string[];
  stateOf(channel: HeldChannel, address: string): AddressState;
}

/**
 * An address book in memory, as the store's: whatever changes an address changes it in one go.
 *
 * @param behind users by `<channel> <address>`
 * @param outside what every call passes, so that an invocation can die at it
 */
export function addressBook(
  behind: Readonly<Record<string, readonly string[]>> = {},
  outside: <T>(effect: () => T) => Promise<T> = async (effect) => effect(),
): MemoryBook {
  const entries = new Map<string, Entry>();
  const at = (channel: HeldChannel, address: string): Entry => {
    const key = `${channel} ${normalAddress(channel, address)}`;
    const entry = entries.get(key) ?? { users: new Set(behind[key] ?? []), state: untouchedAddress };
    entries.set(key, entry);
    return entry;
  };
  const told = ({ users, state }: Entry): Behind => ({ users: [...users], state });
  const change = (channel: AddressedChannel, address: string, next: (entry: Entry) => AddressState) =>
    outside(() => {
      const entry = at(channel, address);
      entry.state = next(entry);
      return told(entry);
    });
  return {
    listed: (channel, address) => [...at(channel, address).users],
    stateOf: (channel, address) => at(channel, address).state,
    look: (channel, address) => outside(() => told(at(channel, address))),
    link: (channel, address, user) =>
      outside(() => {
        at(channel, address).users.add(user);
        return told(at(channel, address));
      }),
    claim: (token, user, time) =>
      outside(() => {
        const entry = at('push', token);
        const { owner, ownedAt } = entry;
        const isTheirs =
          ownedAt === undefined || ownedAt < time || (ownedAt === time && (owner === undefined || owner <= user));
        const others = [...entry.users].filter((each) => each !== user);
        if (owner === user && !isTheirs) return { isTheirs: true, others };
        if (!isTheirs) return { isTheirs, others: [], ...(owner === undefined && { freeSince: ownedAt }) };
        Object.assign(entry, { owner: user, ownedAt: time });
        entry.users.add(user);
        return { isTheirs, others };
      }),
    dispossess: (token, former, owner) =>
      outside(() => {
        const entry = at('push', token);
        if (entry.owner === owner) entry.users.delete(former);
      }),
    release: (channel, address, user) =>
      outside(() => {
        const entry = at(channel, address);
        entry.users.delete(user);
        if (channel !== 'push') entry.state = left(entry.state, channel, user);
        else if (entry.owner === user) entry.owner = undefined;
        return [...entry.users];
      }),
    suppress: (channel, address, suppression) =>
      change(channel, address, ({ state }) => suppressed(state, channel, suppression)),
    reinstate: (channel, address, time) => change(channel, address, ({ state }) => reinstated(state, channel, time)),
    taking: (channel, address, time) => change(channel, address, ({ state }) => taking(state, time)),
    optOut: (channel, address, no) => change(channel, address, ({ state }) => optedOut(state, channel, no)),
    optIn: (channel, address, yes) => change(channel, address, ({ state }) => optedIn(state, channel, yes)),
    users: (channel, address) => outside(() => [...at(channel, address).users]),
    hear: (channel, address, said) =>
      outside(() => {
        const entry = at(channel, address);
        const { hearing, state } = heard(entry.state, channel, said);
        entry.state = state;
        return { ...hearing, ...told(entry) };
      }),
  };
}
