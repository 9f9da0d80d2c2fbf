import type { Channel } from './channel.ts';
import { decide, type Question } from './decide.ts';
import type { Decision, Tried } from './decision.ts';
import type { StepRules } from './journey-rules.ts';

/** What a message costs beside the others, 0 to 1; a program may say otherwise. */
export const defaultCosts: Readonly<Record<Channel, number>> = {
  inapp: 0,
  push: 0,
  email: 0.02,
  whatsapp: 0.2,
  sms: 0.3,
};

/** After this long an engagement counts half. */
const halfLifeMs = 30 * 86_400_000;

/** Every channel that a step may speak on. */
export const channelsOfStep = ({ channel, best }: StepRules): Channel[] =>
  best ? best.map(([each]) => each) : [channel];

/** The step as it speaks on one of its channels; itself when that is not one of them. */
export function onChannel(step: StepRules, channel: Channel): StepRules {
  const content = step.best?.find(([each]) => each === channel)?.[1];
  return content === undefined ? step : { ...step, channel, content };
}

export interface Choice {
  readonly step: StepRules;
  readonly decision: Decision;
}

/**
 * Decides a step that may choose its channel: the one that may speak now and is worth most, which is how lately the person
 * engaged with it, less what it costs; of equals the first written. If none may speak now, the first that may later;
 * if none ever, the first. Holdouts do not move anybody to another channel, or they would measure nothing.
 */
export function decideBest(question: Question, step: StepRules): Choice {
  const { best } = step;
  if (!best) return { step, decision: decide({ ...question, step }) };
  const unheld = withoutHoldouts(question);
  const candidates = best.map(([channel]) => {
    const spoken = onChannel(step, channel);
    const decision = decide({ ...unheld, step: spoken });
    return { channel, spoken, decision, worth: worthOf(channel, question) };
  });
  const [, ...others] = candidates;
  const chosen = others.reduce(
    (top, each) => (isBetter(each, top) ? each : top),
    candidates[0] as (typeof candidates)[number],
  );
  const values = {
    chosen: chosen.channel,
    ...Object.fromEntries(
      candidates.map(({ channel, decision, worth }) => [
        channel,
        decision.verdict === 'send' ? worth : decision.reason,
      ]),
    ),
  };
  const decision = decide({ ...question, step: chosen.spoken });
  const tried: Tried = { rule: 'best', verdict: 'pass', values };
  return { step: chosen.spoken, decision: { ...decision, tried: [tried, ...decision.tried] } };
}

interface Candidate {
  readonly decision: Decision;
  readonly worth: number;
}

const rank = { send: 2, hold: 1, skip: 0 } as const;

function isBetter(one: Candidate, other: Candidate): boolean {
  const [mine, theirs] = [rank[one.decision.verdict], rank[other.decision.verdict]];
  if (mine !== theirs) return mine > theirs;
  return mine === rank.send && one.worth > other.worth;
}

/** From -1, dear and never engaged with, to 1; two digits, so that equals are equal. */
function worthOf(channel: Channel, { now, profile, program }: Question): number {
  const at = profile?.engaged[channel];
  const interest = at === undefined ? 0 : 2 ** (-Math.max(0, now - at) / halfLifeMs);
  const cost = program.costs?.[channel] ?? defaultCosts[channel];
  return Math.round((interest - cost) * 100) / 100;
}

function withoutHoldouts({ journey, program, ...question }: Question): Question {
  const { holdouts: _own, ...rest } = journey;
  const { holdouts: _all, ...others } = program;
  return { ...question, journey: rest, program: others };
}
