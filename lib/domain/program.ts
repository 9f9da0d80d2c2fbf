import type { Cap } from './cap.ts';
import type { Channel } from './channel.ts';
import type { Measuring } from './measuring.ts';
import type { OpenRange } from './window.ts';

/** What holds for all journeys, as the engine reads it; `statemachines/program.ts` is where a team writes it. */
export interface Program extends Measuring {
  /** Rolling limits on marketing touches of one person, over all journeys. */
  readonly caps: readonly Cap[];
  /** When marketing may speak, local time, by channel; a channel without an entry may always. */
  readonly windows: Readonly<Partial<Record<Channel, readonly OpenRange[]>>>;
  /** People who would all wake at one instant are spread forward over this long, in milliseconds. */
  readonly spreadMs: number;
  /** IANA zone of a person whose own is unknown and cannot be told from the country. */
  readonly timezone: string;
  /** BCP 47 tag of a person whose locale is unknown. */
  readonly locale: string;
  /** Who delivers, by channel, first choice first. */
  readonly providers: Readonly<Partial<Record<Channel, readonly string[]>>>;
}
