import type { AnyJourney } from '../any-journey.ts';
import launch from './launch/journey.ts';
import welcome from './welcome/journey.ts';
import winBack from './win-back/journey.ts';

/** Every journey that is deployed. */
export const journeys: readonly AnyJourney[] = [welcome, winBack, launch];
