import { secret } from '../lib/aws/secret.ts';
import { erasures } from '../lib/store/erasures.ts';
import { people } from '../lib/store/people.ts';
import type { Table } from '../lib/store/table.ts';
import type { tallies } from '../lib/store/tallies.ts';
import { setting } from './environment.ts';

/**
 * People for functions that may write of somebody without a ledger: whether they were erased is asked first. Every such
 * function is given the secret of the keyed hashes.
 */
export const guardedPeople = (table: Table, counters?: ReturnType<typeof tallies>) =>
  people(table, erasures(table, secret(setting('ADDRESS_SECRET'))), counters);
