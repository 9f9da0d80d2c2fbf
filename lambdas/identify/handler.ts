import { startErasure } from '../../lib/aws/erasure-machine.ts';
import { secret } from '../../lib/aws/secret.ts';
import type { RefusedField } from '../../lib/domain/events/reading.ts';
import type { ReinstatePorts } from '../../lib/engine/addresses/reinstate.ts';
import { type BeginErasurePorts, beginErasure } from '../../lib/engine/erase.ts';
import { consent, type IdentifyPorts, identify } from '../../lib/engine/identify.ts';
import { order } from '../../lib/engine/order.ts';
import { reinstatements } from '../../lib/store/addresses/reinstatements.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { connect } from '../../lib/store/table.ts';
import { appEvent } from '../envelope.ts';
import { setting } from '../environment.ts';
import { guardedPeople } from '../guarded-people.ts';
import { count } from '../metrics.ts';
import { onEvent } from '../pipeline.ts';
import { countRefused } from '../refused-fields.ts';
import { ofAddress } from './address.ts';
import { orderIn, readConsent, readProfile } from './event.ts';

const table = { client: connect(), name: setting('TABLE') };
const addressSecret = secret(setting('ADDRESS_SECRET'));
const ports: IdentifyPorts & BeginErasurePorts & ReinstatePorts = {
  people: guardedPeople(table),
  evidence: evidence(table),
  addresses: addresses(table, addressSecret),
  erasures: erasures(table, addressSecret),
  startErasure: startErasure(setting('ERASURE_MACHINE')),
  reinstatements: reinstatements(table, addressSecret),
};

/** What apps tell about people: who they are, how to reach them, what they agreed to, what they bought. */
export const handler = onEvent(async (event, occasion) => {
  if (event['detail-type'].startsWith('address.')) return ofAddress(event, occasion, ports);
  const { user, at, eventId, name, refused } = appEvent(event, occasion.now());
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
    case 'user.erased':
      return beginErasure({ user, at }, occasion, ports);
    default: {
      const read = readProfile(event);
      // Scores are worked out of whoever there was: they begin nobody anew.
      const left = await identify({ ...told, ...read, begins: name !== 'score.updated' }, occasion, ports);
      return refuse([...read.refused, ...left]);
    }
  }
});
