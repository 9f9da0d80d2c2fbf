import { changeProfile, type Profile, type ProfileChange } from '../profile.ts';
import type { RefusedField } from './reading.ts';

/** Bytes as JSON: a touch reads the whole profile and pays for every 4 KB of it; the database ends at 400 KB. */
export const mostProfileBytes = 64 * 1024;

/** Fields whose size an app decides, the least needed first. */
const growing = ['traits', 'scores', 'addPush', 'push'] as const;

/**
 * The profile after a change, as far as a profile can grow: what would make it too large costs itself, and how to reach
 * the person is changed all the same.
 */
export function changeWithin(
  profile: Profile,
  change: ProfileChange,
  at: number,
): { readonly profile: Profile; readonly refused: readonly RefusedField[] } {
  let tried = change;
  const refused: RefusedField[] = [];
  for (const field of ['', ...growing] as const) {
    if (field !== '') {
      if (tried[field] === undefined || tried[field] === null) continue;
      const rule = `a profile has at most ${mostProfileBytes} bytes, and with this it would have more; keep in traits only what journeys name`;
      refused.push({ field, rule });
      const { [field]: _left, ...others } = tried;
      tried = others;
    }
    const changed = changeProfile(profile, { ...tried, refused: [...(change.refused ?? []), ...refused] }, at);
    if (Buffer.byteLength(JSON.stringify(changed), 'utf8') <= mostProfileBytes) return { profile: changed, refused };
  }
  // Larger before, by an older rule: what is left of the change has a bounded size.
  return { profile: changeProfile(profile, { ...tried, refused: change.refused }, at), refused };
}
