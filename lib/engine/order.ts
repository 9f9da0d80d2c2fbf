import { withOrder } from '../domain/orders.ts';
import { emptyProfile, type Profile } from '../domain/profile.ts';
import type { IdentifyPorts, Told } from './identify.ts';
import type { Occasion } from './ports.ts';
import { changeProfileOf } from './race.ts';

export interface OrderNews extends Told {
  readonly amount: number;
}

/** Adds an order to what is kept of a person's, once, however often it is delivered. @returns whether it was new */
export function order(news: OrderNews, occasion: Occasion, ports: Pick<IdentifyPorts, 'people'>): Promise<boolean> {
  const change = (profile: Profile | null) => {
    const orders = withOrder(profile?.orders, news);
    return orders === profile?.orders ? null : { ...(profile ?? emptyProfile), orders };
  };
  return changeProfileOf(ports.people, occasion, news.user, change, { at: news.at });
}
