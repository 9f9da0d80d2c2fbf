import { type Html, html } from './html.ts';

/** What each number of the report means: shown on hover where it stands, and all together at the end. */
export const terms = {
  person: ['Person', 'One entry into the journey. Whoever enters twice counts twice, in the same group.'],
  period: [
    'Period',
    'The days on which people entered. All that followed counts for the day of the entry, so rates compare the same people above and below their line. The last days can still grow while their goal may be reached.',
  ],
  control: [
    'Control',
    'People picked by a hash of their id who get nothing from this journey. They pass through the same steps and rules, so both groups drop out alike.',
  ],
  treatment: [
    'Treatment',
    'Everybody else who entered, also those who could not be reached, had said no or were skipped: nobody is left out of a rate for what became of them.',
  ],
  converted: [
    'Converted',
    'People who reached the goal within its time from their entry, each once, however often it was told.',
  ],
  rate: ['Conversion rate', 'Converted people of all people in the group.'],
  bandit: [
    'Bandit',
    "Once a day each arm's share becomes the probability that it converts best, by what entered and converted so far (Thompson sampling), never below its floor. A slice of the people goes by the written shares all the time: only they are compared, since the others came to one arm on other days than to the other.",
  ],
  lift: ['Lift', "Treatment's conversion rate less control's, in percentage points."],
  interval: [
    'Interval',
    '95 % confidence sequence: it holds the truth at every look, however often you look, in 19 of 20 reports. Wider than an interval for one look, which is the price of looking every day.',
  ],
  extra: [
    'Extra conversions',
    'The lift times the people of the treatment: those who would not have converted without the messages.',
  ],
  extraValue: ['Extra revenue', 'Value a person in treatment less that in control, times the people of the treatment.'],
  costPer: [
    'Cost per extra conversion',
    'What providers took for these messages, by the price list of the program, over the extra conversions.',
  ],
  lifetime: ['LTV to CAC', 'Lifetime value of a converted person over the cost per extra conversion.'],
  verdict: [
    'Verdict',
    'Better or worse only after 7 days, 100 people in each group, 10 conversions in the larger, an interval without 0, and groups filled as planned. With several arms, by Holm. Otherwise: not enough data yet, which does not mean no difference.',
  ],
  mismatch: [
    'Group sizes',
    'Whether the groups were filled as their shares say (χ², alert at p < 0.001). When they were not, something else than chance chose, and no comparison holds.',
  ],
  pAdjusted: [
    'p, adjusted',
    'How often chance alone would show this much, at any look, after Holm for the number of arms.',
  ],
  heldOut: [
    'Holdout',
    'People picked by a hash who never get this channel. What the others convert more is what the channel adds.',
  ],
  attributed: [
    'Attributed',
    'Conversions that a model shares out among the channels before them. It always gives all of them away; it cannot say what would have happened anyway.',
  ],
  eligible: ['Came up', 'People for whom a message on this channel was decided at all, each once.'],
  sent: ['Sent', 'People to whom at least one message on this channel was, or may have been, sent.'],
  delivered: ['Delivered', 'People of whom the provider or app said that a message arrived, or who opened or clicked.'],
  opened: [
    'Opened',
    'People who opened a message or clicked. Where mail programs load images by themselves, this says little.',
  ],
  clicked: ['Clicked', 'People who followed a link or answered.'],
  afterwards: ['Converted', 'People who converted after a message on this channel. Not because of it: see the lift.'],
  step: [
    'App steps',
    'People who came this far: a step counts once all before it have happened too, until the goal’s time is over.',
  ],
  path: ['Path', 'The channels that spoke to a person, in order, up to the conversion or so far.'],
  overlap: ['Overlap', 'The channels that spoke to a person, in whatever order.'],
  unsent: [
    'Not sent',
    'Messages, not people. Skipped: a rule said no. Held: not now; each time counts. Failed: the provider refused, or the content could not be made.',
  ],
  harm: [
    'Per 1,000',
    'Messages, per 1,000 delivered (per 1,000 sent where the channel tells of no delivery), by the day on which it was told.',
  ],
  smallest: [
    'Smallest lift',
    'The smallest true lift that would be seen with a chance of 80 %: by the verdict of this report, and by a single look at the end.',
  ],
  mended: [
    'Corrected',
    'Conversions that count by a rule: a value above the program’s highest counts as that, a negative or missing one as 0, a clock that is ahead as the time of arrival.',
  ],
  refused: [
    'Not counted',
    'Events that came before the entry, after the goal’s time, or beyond 20 of one run. Each delivery counts here.',
  ],
  hidden: [
    'Under 10',
    'Fewer than 10 people, so that nobody can be recognised. Rates made of such counts are hidden too.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type Term = keyof typeof terms;

/** A label that says its definition. */
export const term = (name: Term, label: string = terms[name][0]): Html =>
  html`<abbr title="${terms[name][1]}">${label}</abbr>`;
