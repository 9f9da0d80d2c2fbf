import { executions } from '../../lib/aws/executions.ts';
import { secret } from '../../lib/aws/secret.ts';
import type { RefusedField } from '../../lib/domain/events/reading.ts';
import { type BouncePorts, bounced } from '../../lib/engine/bounced.ts';
import { type ErasePorts, erase } from '../../lib/engine/erase.ts';
import { consent, type IdentifyPorts, identify } from '../../lib/engine/identify.ts';
import { order } from '../../lib/engine/order.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { appEvent, parse } from '../envelope.ts';
import { setting } from '../environment.ts';
import { count } from '../metrics.ts';
import { addressSuppressed } from '../person-events.ts';
import { onEvent } from '../pipeline.ts';
import { countRefused } from '../refused-fields.ts';
import { orderIn, readConsent, readProfile } from './event.ts';

const table = { client: connect(), name: setting('TABLE') };
const addressSecret = secret(setting('ADDRESS_SECRET'));
const ports: IdentifyPorts & ErasePorts & BouncePorts = {
  executions: executions(setting('STATE_MACHINE_PREFIX')),
  people: people(table),
  evidence: evidence(table),
  addresses: addresses(table, addressSecret),
  erasures: erasures(table, addressSecret),
};

/** What apps tell about people: who they are, how to reach them, what they agreed to, what they bought. */
export const handler = onEvent(async (event, occasion) => {
  const { user, at, eventId, name, detail, refused } = appEvent(event, occasion.now());
  const told = { user, at, event: eventId };
  const refuse = (fields: readonly RefusedField[]) => countRefused([...refused, ...fields], { event: eventId, user });
  const bought = orderIn(event);
  if (bought) {
    const isNew = await order({ ...told, amount: bought.amount }, occasion, ports);
    if (isNew && bought.clamped) count('OrderClamped', { Event: name }, { event: eventId, user });
    return refuse([]);
  }
  switch (name) {
    case 'consent.changed': {
      const read = readConsent(event, refused);
      await consent({ ...told, ...read.said }, occasion, ports);
      return refuse(read.refused);
    }
    case 'address.suppressed': {
      const { channel, address } = parse(addressSuppressed, detail, event);
      return bounced({ channel, address, at }, occasion, ports);
    }
    case 'user.erased':
      return erase({ user, at }, ports);
    default: {
      const read = readProfile(event);
      const left = await identify({ ...told, ...read }, occasion, ports);
      return refuse([...read.refused, ...left]);
    }
  }
});
