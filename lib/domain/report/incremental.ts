import { lift } from '../lift.ts';
import { type ArmCounts, isShown, type Range, scaled, valueDifference } from './comparison.ts';

/** What the messages added, and what that cost. */
export interface Incremental {
  /** People who converted and would not have without the messages. */
  readonly conversions: Range;
  /** Value that would not have come without them; absent where the goal has none. */
  readonly value?: Range;
  /** Paid to providers for these people, in dollars. */
  readonly cost: number;
  /** `null` while it is not even likelier than not that anything was added. */
  readonly costPerConversion: Range | null;
  /** What a won person is worth for each dollar that winning them cost. */
  readonly lifetimePerCost: Range | null;
}

/** @returns `null` while either arm is too small to be shown */
export function incrementalOf(
  treatment: ArmCounts,
  control: ArmCounts,
  cost: number,
  lifetimeValue: number | undefined,
): Incremental | null {
  if (!isShown(treatment, control)) return null;
  const { difference, sequential } = lift(treatment, control);
  const conversions = scaled({ estimate: difference.estimate, ...sequential }, treatment.n);
  const costPerConversion = cost > 0 && conversions.estimate > 0 ? inverse(conversions, cost) : null;
  const hasValue = treatment.value > 0 || control.value > 0;
  return {
    conversions,
    ...(hasValue && { value: scaled(valueDifference(treatment, control), treatment.n) }),
    cost,
    costPerConversion,
    lifetimePerCost:
      lifetimeValue !== undefined && cost > 0 && conversions.estimate > 0
        ? scaled(atLeastNone(conversions), lifetimeValue / cost)
        : null,
  };
}

/** The amount over a number that may be nothing: without bound then. */
const inverse = ({ estimate, low, high }: Range, amount: number): Range => ({
  estimate: amount / estimate,
  low: high !== null && high > 0 ? amount / high : null,
  high: low !== null && low > 0 ? amount / low : null,
});

const atLeastNone = ({ estimate, low, high }: Range): Range => ({
  estimate,
  low: low === null ? null : Math.max(0, low),
  high: high === null ? null : Math.max(0, high),
});
