import type { Tally } from '../../lib/domain/tally.ts';
import type { TouchRef } from '../../lib/domain/touch-id.ts';
import type { TouchRecord } from '../../lib/domain/touch-record.ts';
import type { Clicks } from '../../lib/engine/click.ts';

/** How touches are kept in memory. */
export const keyOf = ({ user, run, step }: TouchRef) => `${user}/${run}/${step}`;

/** Links that were followed, in memory. @param outside what every call goes through */
export function followedLinks(
  records: Map<string, TouchRecord>,
  tallied: Tally[],
  outside: <T>(effect: () => T) => Promise<T>,
): Clicks & { readonly all: ReadonlyMap<string, readonly { link: string; at: number }[]> } {
  const all = new Map<string, { link: string; at: number }[]>();
  return {
    all,
    follow: (touch, followed) =>
      outside(() => {
        const record = records.get(keyOf(touch));
        if (!record) return null;
        const before = all.get(keyOf(touch)) ?? [];
        const isKnown = before.some(({ link, at }) => link === followed.link && at === followed.at);
        const links = isKnown ? before : [...before, followed];
        all.set(keyOf(touch), links);
        return { record, followed: links, engaged: undefined };
      }),
    takeBack: (touch, [from, until], counts) =>
      outside(() => {
        const record = records.get(keyOf(touch));
        const { clicked, ...others } = record?.feedback ?? {};
        if (!record || clicked === undefined || clicked < from || clicked > until) return false;
        records.set(keyOf(touch), { ...record, feedback: others });
        tallied.push(...counts);
        return true;
      }),
    unreach: (_touch, _channel, _level, _at, counts) =>
      outside(() => {
        tallied.push(...counts);
        return true;
      }),
  };
}
