import { withOrder } from '../domain/orders.ts';
import { emptyProfile } from '../domain/profile.ts';
import { type IdentifyPorts, isFromBefore, type Told } from './identify.ts';
import type { Occasion } from './ports.ts';
import { changeProfileOf } from './race.ts';

export interface OrderNews extends Told {
  readonly amount: number;
}

/** Adds an order to what is kept of a person's, once, however often it is delivered. @returns whether it was new */
export function order(
  news: OrderNews,
  occasion: Occasion,
  ports: Pick<IdentifyPorts, 'people' | 'erasures'>,
): Promise<boolean> {
  return changeProfileOf(ports.people, occasion, news.user, async (profile) => {
    if (await isFromBefore(news, { profile }, ports)) return null;
    const orders = withOrder(profile?.orders, news);
    return orders === profile?.orders ? null : { ...(profile ?? emptyProfile), orders };
  });
}
