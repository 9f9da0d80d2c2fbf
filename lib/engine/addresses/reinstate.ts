import type { Reinstatement } from '../../domain/address/reinstatement.ts';
import type { Occasion } from '../ports.ts';
import { mirror, type SuppressPorts } from '../suppress.ts';
import type { Reinstatements } from './ports.ts';

export interface ReinstatePorts extends SuppressPorts {
  readonly reinstatements: Reinstatements;
}

/** Lets an address be written to again, by somebody's decision. The act is kept before it takes effect. */
export async function reinstate(act: Reinstatement, occasion: Occasion, ports: ReinstatePorts): Promise<void> {
  const { channel, address, at } = act;
  await ports.reinstatements.append(act);
  const behind = await ports.addresses.reinstate(channel, address, at);
  await mirror({ channel, address }, behind, occasion, ports);
}
