import { type Channel, channels } from './channel.ts';
import { guards, type JourneyRules, type Successor } from './journey-rules.ts';

/** A state machine as far as this question goes: states by name, in the Amazon States Language. */
export interface PinnedDefinition {
  readonly States: Readonly<Record<string, unknown>>;
}

/** What a deployment does to people who are inside at one state. */
export interface Fate {
  readonly journey: string;
  /** The step they wait for. */
  readonly step: string;
  /**
   * `nothing`: they get it, with the words and rules deployed then. `skip`: it is passed over, and they go on as they
   * entered. `stranded`: their execution would fail there.
   */
  readonly fate: 'nothing' | 'skip' | 'stranded';
  readonly why: string;
}

/** What is known of the code that is about to be deployed. */
export interface Ahead {
  /** By journey name. */
  readonly journeys: ReadonlyMap<string, Pick<JourneyRules, 'steps' | 'experiments'>>;
  /** What the states must call: the end of the function's ARN, or the placeholder that stands for it. */
  readonly touchFunction: string;
}

interface Pinned {
  readonly step: string;
  readonly channel: string;
  readonly unless?: string;
  readonly then: Successor;
}

/**
 * What happens to people inside, state by state. Structure is pinned at entry, content and rules are live; so a step
 * that is still there speaks with today's words, one that is gone is passed over, and only what the new code cannot
 * read strands anybody.
 *
 * @param before the definitions that people are inside of, by journey
 */
export function fatesOf(before: ReadonlyMap<string, PinnedDefinition>, ahead: Ahead): Fate[] {
  return [...before].flatMap(([journey, { States }]) =>
    Object.values(States).flatMap((state) => {
      const task = taskOf(state);
      return task ? [fateOf(journey, task, ahead)] : [];
    }),
  );
}

interface Task {
  readonly calls: string;
  readonly pinned: Pinned;
}

function taskOf(state: unknown): Task | null {
  const { Type, Parameters } = (state ?? {}) as {
    Type?: string;
    Parameters?: { FunctionName?: string; Payload?: Partial<Pinned> };
  };
  const { FunctionName = '', Payload } = Parameters ?? {};
  if (Type !== 'Task' || typeof Payload?.step !== 'string') return null;
  return { calls: FunctionName, pinned: Payload as Pinned };
}

function fateOf(journey: string, { calls, pinned }: Task, { journeys, touchFunction }: Ahead): Fate {
  const { step } = pinned;
  const is = (fate: Fate['fate'], why: string): Fate => ({ journey, step, fate, why });
  if (!calls.endsWith(touchFunction)) {
    return is(
      'stranded',
      `it calls ${calls}, and the code deploys ${touchFunction}: keep the stage and the verb's name`,
    );
  }
  const unread = unreadableIn(pinned);
  if (unread !== null) return is('stranded', `it says ${unread}, which touch no longer reads: let it go on reading it`);
  const rules = journeys.get(journey);
  if (!rules) return is('skip', 'the journey is gone; its state machine stays, and what is left of it is passed over');
  const live = rules.steps[step];
  if (!live) return is('skip', `the step is gone${nextOf(pinned.then)}`);
  if (typeof live.content !== 'string') {
    const { experiment, arms } = live.content;
    if (!rules.experiments[experiment]) return is('skip', `the experiment ${experiment} is gone`);
    return is('nothing', `they get it, each the words of their arm (${Object.keys(arms).join(', ')})`);
  }
  return is('nothing', live.channel === pinned.channel ? 'they get it' : `they get it, now by ${live.channel}`);
}

/** A word of the pinned payload that is not in the language any more. */
function unreadableIn({ channel, unless }: Pinned): string | null {
  if (!channels.includes(channel as Channel)) return `channel ${channel}`;
  if (unless !== undefined && !guards.some((guard) => guard === unless)) return `unless ${unless}`;
  return null;
}

function nextOf(then: Successor): string {
  if (then === null) return ', and it was the last';
  return 'split' in then ? '' : `, and ${then.step} comes next`;
}
