import { europeanPresets, europeanRows } from './european.ts';
import { otherCountryRows } from './other-countries.ts';
import { platformRows } from './platforms.ts';
import type { Policy } from './policy.ts';
import { unitedStatesPresets, unitedStatesRows } from './united-states.ts';

/** Always on: a program loosens one only by name and with a reason. */
export const laws: readonly Policy[] = [...platformRows, ...unitedStatesRows, ...europeanRows, ...otherCountryRows];

/** Off unless a program switches them on. */
export const presets: readonly Policy[] = [...europeanPresets, ...unitedStatesPresets];
