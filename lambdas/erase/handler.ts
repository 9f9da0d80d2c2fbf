import { executions } from '../../lib/aws/executions.ts';
import { secret } from '../../lib/aws/secret.ts';
import { type SweepPorts, sweep } from '../../lib/engine/erase.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { connect } from '../../lib/store/table.ts';
import { setting } from '../environment.ts';
import { onTask } from '../task.ts';
import { readRequest } from './event.ts';

const table = { client: connect(), name: setting('TABLE') };
const addressSecret = secret(setting('ADDRESS_SECRET'));
const ports: SweepPorts = {
  erasures: erasures(table, addressSecret),
  addresses: addresses(table, addressSecret),
  executions: executions(setting('STATE_MACHINE_PREFIX')),
};

/** One sweep of an erasure. It is repeated by its state machine until it succeeds. */
export const handler = onTask({ answers: [], ids: () => ({}) }, (payload) => sweep(readRequest(payload), ports));
