import { type ReinstatePorts, reinstate } from '../../lib/engine/addresses/reinstate.ts';
import { bounced } from '../../lib/engine/bounced.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { anyonesEvent, type Envelope, parse } from '../envelope.ts';
import { addressReinstated, addressSuppressed } from '../person-events.ts';

/** What is told of an address itself, whoever is behind it: `address.suppressed` and `address.reinstated`. */
export async function ofAddress(event: Envelope, occasion: Occasion, ports: ReinstatePorts): Promise<void> {
  const { at, eventId, detail } = anyonesEvent(event, occasion.now());
  if (event['detail-type'] === 'address.reinstated') {
    const { evidence, ...act } = parse(addressReinstated, detail, event);
    return reinstate({ ...act, ...(evidence !== undefined && { evidence }), at, event: eventId }, occasion, ports);
  }
  const { channel, address } = parse(addressSuppressed, detail, event);
  return bounced({ channel, address, at }, occasion, ports);
}
