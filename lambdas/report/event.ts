import * as z from 'zod/mini';
import { type AttributionModel, attributionModels } from '../../lib/domain/attribution.ts';
import { dayMs } from '../../lib/domain/duration.ts';
import { partNames } from '../../lib/report/parts.ts';

/** Counters are kept for a year and a month. */
const longestDays = 395;
const usualDays = 28;

/** What is asked for; what makes no sense is taken for what is usual, because whoever asks has a form before them. */
export interface Asked {
  readonly journey: string;
  readonly model: AttributionModel;
  /** Epoch milliseconds, both days included. */
  readonly from: number;
  readonly to: number;
}

type Fields = Readonly<Record<string, string | undefined>>;

/** @param journeys those that there are, at least one */
export function askedByPage(
  query: Fields,
  journeys: readonly string[],
  now: number,
): Asked & { readonly days: number } {
  const wanted = Number(query.days);
  const days = Number.isInteger(wanted) && wanted >= 1 && wanted <= longestDays ? wanted : usualDays;
  return { ...askedOf(query, journeys), days, from: now - (days - 1) * dayMs, to: now };
}

function askedOf({ journey, model }: Fields, journeys: readonly string[]): Pick<Asked, 'journey' | 'model'> {
  const [first = ''] = journeys;
  return {
    journey: journeys.find((known) => known === journey) ?? first,
    model: attributionModels.find((known) => known === model) ?? 'markov',
  };
}

const widget = z.object({
  describe: z.optional(z.boolean()),
  journey: z.optional(z.string()),
  part: z.optional(z.enum([...partNames, 'all'])),
  model: z.optional(z.string()),
  widgetContext: z.optional(
    z.object({
      theme: z.optional(z.enum(['light', 'dark'])),
      timeRange: z.optional(z.object({ start: z.number(), end: z.number() })),
    }),
  ),
});

/** What a CloudWatch dashboard asks: for help, or for a part of the report in its own time range. */
export function askedByWidget(event: unknown, journeys: readonly string[], now: number) {
  const { describe = false, part = 'headline', journey, model, widgetContext } = z.parse(widget, event);
  const { theme = 'light', timeRange } = widgetContext ?? {};
  const to = Math.min(timeRange?.end ?? now, now);
  const from = Math.max(timeRange?.start ?? now - (usualDays - 1) * dayMs, to - longestDays * dayMs);
  return { describe, part, theme, ...askedOf({ journey, model }, journeys), from, to };
}
