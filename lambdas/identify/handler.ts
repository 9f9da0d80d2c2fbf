import { startErasure } from '../../lib/aws/erasure-machine.ts';
import { secret } from '../../lib/aws/secret.ts';
import { amountOf } from '../../lib/domain/orders.ts';
import type { OrderRules } from '../../lib/domain/program.ts';
import type { ReinstatePorts } from '../../lib/engine/addresses/reinstate.ts';
import { type BeginErasurePorts, beginErasure } from '../../lib/engine/erase.ts';
import { consent, type IdentifyPorts, identify } from '../../lib/engine/identify.ts';
import { order } from '../../lib/engine/order.ts';
import { reinstatements } from '../../lib/store/addresses/reinstatements.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { appEvent, parse } from '../envelope.ts';
import { setting } from '../environment.ts';
import { count } from '../metrics.ts';
import { consentChanged, profileUpdated, scoreUpdated } from '../person-events.ts';
import { onEvent } from '../pipeline.ts';
import { ofAddress } from './address.ts';

const table = { client: connect(), name: setting('TABLE') };
const addressSecret = secret(setting('ADDRESS_SECRET'));
const erased = erasures(table, addressSecret);
const ports: IdentifyPorts & BeginErasurePorts & ReinstatePorts = {
  people: people(table, erased),
  evidence: evidence(table),
  addresses: addresses(table, addressSecret),
  erasures: erased,
  startErasure: startErasure(setting('ERASURE_MACHINE')),
  reinstatements: reinstatements(table, addressSecret),
};

/** Which of the apps' events is an order, where the program says so. */
const orders: OrderRules | null = process.env.ORDERS ? JSON.parse(process.env.ORDERS) : null;

/** What apps tell about people: who they are, how to reach them, what they agreed to, what they bought. */
export const handler = onEvent(async (event, occasion) => {
  if (event['detail-type'].startsWith('address.')) return ofAddress(event, occasion, ports);
  const { user, at, eventId, name, detail } = appEvent(event, occasion.now());
  const told = { user, at, event: eventId };
  if (orders && name === orders.on) {
    const { amount, clamped } = amountOf(orders.value === undefined ? 0 : detail[orders.value]);
    const isNew = await order({ ...told, amount }, occasion, ports);
    if (isNew && clamped) count('OrderClamped', { Event: name }, { event: eventId, user });
    return;
  }
  switch (name) {
    case 'consent.changed':
      return consent({ ...told, ...parse(consentChanged, detail, event) }, occasion, ports);
    case 'score.updated':
      return identify({ ...told, change: parse(scoreUpdated, detail, event), begins: false }, occasion, ports);
    case 'user.erased':
      return beginErasure({ user, at }, occasion, ports);
    default:
      return identify({ ...told, change: parse(profileUpdated, detail, event), begins: true }, occasion, ports);
  }
});
