import { hear, type LastWord } from '../../lib/domain/last-word.ts';
import type { Suppression } from '../../lib/domain/ledger.ts';
import type { AddressBook } from '../../lib/engine/ports.ts';

interface Entry {
  readonly users: Set<string>;
  suppression: Suppression | null;
  last: LastWord | null;
}

/** An address book in memory. @param behind users by `<channel> <address>` */
export function addressBook(behind: Readonly<Record<string, readonly string[]>> = {}): AddressBook {
  const entries = new Map<string, Entry>();
  const at = (channel: string, address: string): Entry => {
    const key = `${channel} ${address}`;
    const entry = entries.get(key) ?? { users: new Set(behind[key] ?? []), suppression: null, last: null };
    entries.set(key, entry);
    return entry;
  };
  return {
    link: async (channel, address, user) => {
      at(channel, address).users.add(user);
      return at(channel, address).suppression;
    },
    unlink: async (channel, address, user) => {
      at(channel, address).users.delete(user);
      return [...at(channel, address).users];
    },
    suppress: async (channel, address, suppression) => {
      at(channel, address).suppression = suppression;
      return [...at(channel, address).users];
    },
    users: async (channel, address) => [...at(channel, address).users],
    hear: async (channel, address, said) => {
      const entry = at(channel, address);
      const hearing = hear(entry.last, said);
      if (hearing.heard === 'first') {
        entry.last = hearing.last;
        if (said.word === 'stop') entry.suppression ??= { reason: 'unsubscribed', at: hearing.last.at };
        else if (entry.suppression?.reason === 'unsubscribed') entry.suppression = null;
      }
      return { ...hearing, users: [...entry.users], suppression: entry.suppression };
    },
  };
}
