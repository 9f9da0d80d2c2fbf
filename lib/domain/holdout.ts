import { holdoutSalt, pickArm } from './assign.ts';
import type { Channel } from './channel.ts';
import type { Holdouts } from './program.ts';

/**
 * Whether a person is held out from all marketing, or from a channel's. A larger share holds out the same people and more.
 *
 * @param own the journey's, each of which replaces the program's
 */
export function holdoutOf(
  user: string,
  channel: Channel,
  program: Holdouts | undefined,
  own: Holdouts | undefined,
): 'global' | Channel | null {
  if (isOut('global', user, own?.global ?? program?.global)) return 'global';
  return isOut(channel, user, own?.channels?.[channel] ?? program?.channels?.[channel]) ? channel : null;
}

function isOut(of: 'global' | Channel, user: string, share = 0): boolean {
  return share > 0 && pickArm(holdoutSalt(of), user, { out: share }) === 'out';
}
