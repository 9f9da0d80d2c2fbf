import { verdictOver } from '../../domain/delivery/devices.ts';
import type { Address, Delivery, DeviceDelivery, ProviderAnswer } from '../../domain/delivery.ts';

/**
 * Sends to each device of a person, all at once, and says in one verdict what came of it, and of each: for providers
 * that take one device a call. With no device there is no way to this person by this provider, and nothing more is proven.
 *
 * @param send one call, which is never repeated
 */
export async function overDevices(
  to: readonly Address[],
  send: (device: Address) => Promise<Delivery>,
): Promise<ProviderAnswer> {
  const each = await Promise.all(to.map(async (device) => ({ address: device.address, delivery: await send(device) })));
  return { ...overall(each), each };
}

/** One verdict for a person, from those of the devices that a provider was asked about. */
export const overall = (each: readonly DeviceDelivery[]): Delivery =>
  each.length === 0
    ? { verdict: 'refused', reason: 'unreachable', detail: 'no device that it reaches' }
    : verdictOver(each.map(({ delivery }) => delivery));
