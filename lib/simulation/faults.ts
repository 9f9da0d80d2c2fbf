import type { Behaviour } from '../sandbox/twins/behaviour.ts';
import type { Call } from './call.ts';
import { chance, pick } from './random.ts';

/** What may go wrong with a call of a function. */
export const callFaults = [
  /** The function dies and the call was never made. */
  'die-before',
  /** The call is carried out and the function dies before it hears the answer. */
  'die-after',
  /** The function dies now, its call is carried out some seconds later. */
  'die-late',
  /** The service turns the call away, as often as the client tries. */
  'throttle',
  /** The answer is lost, so the client repeats the call. */
  'repeat',
  /** How the provider answers this call. */
  'provider-throttle',
  'provider-down',
  'provider-error',
  'provider-reject',
  'provider-timeout',
] as const;
export type CallFault = (typeof callFaults)[number];

/** What may go wrong on an event's way to a function. */
export const deliveryFaults = ['duplicate', 'delay', 'reorder'] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

export type FaultKind = CallFault | DeliveryFault;
export const faultKinds: readonly FaultKind[] = [...callFaults, ...deliveryFaults];

/** One thing that went wrong, by where: enough to let it go wrong again. */
export interface Fault {
  readonly at: string;
  readonly what: FaultKind;
  /** Of a delay: how long. */
  readonly ms?: number;
}

/** Decides what goes wrong. */
export interface Faults {
  /** @param key names this very call */
  ofCall(key: string, call: Call): Fault | undefined;
  /** @param key names this very delivery */
  ofDelivery(key: string): readonly Fault[];
}

export const noFaults: Faults = { ofCall: () => undefined, ofDelivery: () => [] };

/** What a provider does, of each fault that is a provider's. */
export const behaviourOf: Readonly<Partial<Record<FaultKind, Behaviour>>> = {
  'provider-throttle': 'throttle',
  'provider-down': 'down',
  'provider-error': 'error',
  'provider-reject': 'reject',
  'provider-timeout': 'accept-then-timeout',
};

/** Those after which nobody knows what happened; a calm run has none of them. */
const doubtful: readonly FaultKind[] = [
  'die-before',
  'die-after',
  'die-late',
  'repeat',
  'throttle',
  'provider-error',
  'provider-timeout',
];

/** Whether nobody can be in doubt after faults of these kinds. */
export const isCalm = (kinds: readonly FaultKind[]): boolean => !kinds.some((kind) => doubtful.includes(kind));

/** What is drawn for one seed: a random part of all kinds of faults, because some hide others. */
export interface FaultOptions {
  readonly calm: boolean;
  readonly kinds: readonly FaultKind[];
  /** Of a call, and of a delivery. */
  readonly rate: number;
}

/** @param mustBeCalm leaves every doubt out, whatever the seed says */
export function drawOptions(seed: number, mustBeCalm = false): FaultOptions {
  const calm = mustBeCalm || chance(seed, 'calm') < 0.2;
  const kinds = faultKinds.filter((kind) => chance(seed, 'kind', kind) < 0.5 && !(calm && doubtful.includes(kind)));
  return { calm, kinds, rate: pick(chance(seed, 'rate'), [0.01, 0.03, 0.08]) };
}

const delays: readonly [number, ...number[]] = [10_000, 6 * 3_600_000, 4 * 86_400_000];

/** Draws faults by the name of each call, so that the order in which calls happen changes nothing. */
export function drawnFaults(seed: number, { kinds, rate }: FaultOptions, isOver: () => boolean): Faults {
  const ofKind = (wanted: readonly string[]) => kinds.filter((kind) => wanted.includes(kind));
  const sending = ofKind(callFaults);
  const serving = sending.filter((kind) => !(kind in behaviourOf));
  const delivering = ofKind(deliveryFaults);
  const draw = (key: string, list: readonly FaultKind[], share: number): FaultKind | undefined =>
    !isOver() && chance(seed, 'fault', key) < share
      ? list[Math.floor(chance(seed, 'what', key) * list.length)]
      : undefined;
  return {
    ofCall(key, { kind }) {
      const send = kind === 'send';
      // Sends are few, and what goes wrong with them matters most.
      const what = draw(
        key,
        send ? sending.filter((each) => each !== 'throttle' && each !== 'repeat') : serving,
        send ? rate * 4 : rate,
      );
      return what && { at: key, what };
    },
    ofDelivery(key) {
      const what = draw(key, delivering, rate * 2);
      if (!what) return [];
      const ms = what === 'reorder' ? 5_000 : pick(chance(seed, 'delay', key), [...delays]);
      return [{ at: key, what, ms: what === 'reorder' ? Math.ceil(chance(seed, 'delay', key) * ms) : ms }];
    },
  };
}

/** Lets exactly these go wrong. */
export function listedFaults(list: readonly Fault[]): Faults {
  const byKey = new Map<string, Fault[]>();
  for (const fault of list) byKey.set(fault.at, [...(byKey.get(fault.at) ?? []), fault]);
  return {
    ofCall: (key) => byKey.get(key)?.[0],
    ofDelivery: (key) => byKey.get(key) ?? [],
  };
}
