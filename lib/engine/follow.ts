import { type ClickPorts, noteClick } from './click.ts';
import type { Links, Occasion } from './ports.ts';

export interface FollowPorts extends ClickPorts {
  readonly links: Pick<Links, 'find'>;
}

export interface Followed {
  /** Where it leads; `null` for a link that is none of ours, or no more. */
  readonly url: string | null;
  /** Why the tap could not be counted, when that was no matter of its touch being gone. */
  readonly failed?: Error;
}

/**
 * Follows a short link. It leads on whatever becomes of counting: the person wants to get there, and a touch that is
 * erased, or a database that is down, is none of their business.
 *
 * @param looksOnly a preview, a scanner or a check: noted as a machine's click
 */
export async function follow(
  { id, looksOnly }: { readonly id: string; readonly looksOnly: boolean },
  occasion: Occasion,
  ports: FollowPorts,
): Promise<Followed> {
  const link = await ports.links.find(id);
  // What is stored was written by us; an open redirect would begin with something else that got there.
  if (!link?.url.startsWith('https://')) return { url: null };
  const { url, touch } = link;
  if (!touch) return { url };
  const click = { link: id, byMachine: looksOnly, timed: true };
  try {
    await noteClick({ touch, at: occasion.now(), event: occasion.invocation, click }, occasion, ports);
    return { url };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.name === 'Unusable' || error.name === 'ErasedError' ? { url } : { url, failed: error };
  }
}
