import { contentOf, program, rulesOf } from '../../../statemachines/registry.ts';
import { renderMessage } from '../../content/render.ts';
import type { Tried } from '../../domain/decision.ts';
import { explain, explainTried } from '../../domain/explain.ts';
import { iso } from '../../domain/instant.ts';
import { isOpen, type LedgerRun } from '../../domain/ledger.ts';
import type { Message } from '../../domain/message.ts';
import { zoneOfDay } from '../../domain/whereabouts.ts';
import type { Dossier, StoredTouch } from '../../store/dossier.ts';

/** One attempt to speak, and why it ended as it did. Instants are ISO 8601 UTC. */
export interface Explained {
  readonly at: string;
  readonly journey: string;
  readonly step: string;
  readonly run: string;
  readonly channel: string;
  readonly group: string;
  /** `sent`, `ghost`, `skipped`, `failed`, `unknown`; `held` while it waits. */
  readonly outcome: string;
  readonly because: string;
  readonly reason?: string;
  readonly provider?: string;
  readonly rules: readonly {
    readonly rule: string;
    readonly verdict: string;
    readonly words: string;
    readonly values: Tried['values'];
  }[];
  readonly held: readonly {
    readonly at: string;
    readonly until: string;
    readonly reason: string;
    readonly because: string;
  }[];
  /** What came back, by kind. */
  readonly feedback: Readonly<Record<string, string>>;
  /** What was said, or would have been: its name, its arm, and how it begins in their language. */
  readonly message: { readonly content?: string; readonly arm?: string; readonly begins?: string };
}

export interface Answer {
  readonly user: string;
  readonly touches: readonly Explained[];
  /** Open runs: what comes next, and not before when. */
  readonly next: readonly {
    readonly journey: string;
    readonly step: string;
    readonly notBefore: string;
    readonly group: string;
  }[];
  readonly runs: readonly {
    readonly journey: string;
    readonly entered: string;
    readonly ended?: string;
    readonly why?: string;
    readonly group: string;
  }[];
  readonly refused: readonly { readonly at: string; readonly journey: string; readonly because: string }[];
  /** Fields of events that could not be used, until they are told again. */
  readonly refusedFields: readonly { readonly field: string; readonly rule: string; readonly at: string }[];
  readonly consents: readonly { readonly channel: string; readonly status: string }[];
  readonly suppressed: readonly { readonly channel: string; readonly reason: string; readonly since: string }[];
  /** Since when their mailbox gets no marketing, by the no of whoever reads it. */
  readonly mailboxOptOut?: string;
}

/** Everything that was decided about a person, newest first, and what comes next. */
export function answerOf(user: string, dossier: Dossier): Answer {
  const { ledger, touches, refusals } = dossier;
  const runs = Object.values(ledger.runs);
  return {
    user,
    touches: touches.map((touch) => explained(touch, dossier)).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    next: runs
      .filter(isOpen)
      .flatMap(({ journey, group, next }) =>
        next ? [{ journey, step: next.step, notBefore: iso(next.wakeAt), group }] : [],
      ),
    runs: runs.map(runLine).sort((a, b) => (a.entered < b.entered ? 1 : -1)),
    refused: refusals.map(({ at, journey, why }) => ({ at: iso(at), journey, because: refusedFor[why] })).reverse(),
    refusedFields: Object.entries(dossier.profile?.refused ?? {})
      .sort(([, one], [, other]) => other.at - one.at)
      .map(([field, { rule, at }]) => ({ field, rule, at: iso(at) })),
    consents: Object.entries(ledger.consents).map(([key, record]) => ({
      channel: key.replace('.', ', '),
      status: consentLine(record),
    })),
    suppressed: Object.entries(ledger.suppressed).map(([channel, { reason, at }]) => ({
      channel,
      reason,
      since: iso(at),
    })),
    ...(ledger.mailboxOptOut !== undefined && { mailboxOptOut: iso(ledger.mailboxOptOut) }),
  };
}

const refusedFor = {
  once: 'this journey is entered once, and they had entered it before',
  'too-soon': 'this journey may be entered again only some time after the last entry',
  'too-old':
    'the event was too old when it came: it had occurred longer ago than this journey takes (enter.notOlderThan)',
  'ledger-full': 'they were in too many runs at once for another to be remembered',
  'goal-first': 'its goal or an exit had come before the event that enters',
  'not-approved': 'not every approver had approved the version that was deployed',
} as const;

const runLine = ({ journey, at, group, ended, converted }: LedgerRun) => ({
  journey,
  entered: iso(at),
  group,
  ...(ended && { ended: iso(ended.at), why: ended.why }),
  ...(converted && { converted: iso(converted.at) }),
});

function consentLine({
  granted,
  withdrawn,
}: NonNullable<Dossier['ledger']['consents'][keyof Dossier['ledger']['consents']]>) {
  const said = Object.entries(granted).map(([basis, at]) => ({ at, words: `yes (${basis})` }));
  const all = [...said, ...(withdrawn === undefined ? [] : [{ at: withdrawn, words: 'no' }])];
  return all
    .sort((a, b) => b.at - a.at)
    .map(({ at, words }) => `${words} on ${iso(at)}`)
    .join('; ');
}

function explained(touch: StoredTouch, dossier: Dossier): Explained {
  const { journey, step, run, channel, group, outcome, reason, provider, decision, held, feedback } = touch;
  const holds = held?.decisions ?? [];
  const at = touch.at ?? holds.at(-1)?.at ?? Math.min(...Object.values(feedback));
  const tried = decision?.tried ?? holds.at(-1)?.tried ?? [];
  return {
    at: iso(Number.isFinite(at) ? at : 0),
    journey,
    step,
    run,
    channel,
    group,
    outcome: outcome ?? 'held',
    because: becauseOf(touch),
    ...(reason !== undefined && { reason }),
    ...(provider !== undefined && { provider }),
    rules: tried.map((each) => ({
      rule: each.rule,
      verdict: each.verdict,
      words: explainTried(each),
      values: each.values,
    })),
    held: holds.map((hold) => ({
      at: iso(hold.at),
      until: iso(hold.until),
      reason: hold.reason,
      because: explain(hold),
    })),
    feedback: Object.fromEntries(Object.entries(feedback).map(([kind, when]) => [kind, iso(when)])),
    message: messageOf(touch, dossier),
  };
}

function becauseOf({ outcome, reason, decision, held, provider }: StoredTouch): string {
  const last = held?.decisions.at(-1);
  switch (outcome) {
    case undefined:
      return last ? explain(last) : 'Nothing is decided yet';
    case 'sent':
      return `Every rule allowed it, and ${provider} took it`;
    case 'ghost':
      return 'They are in the control group of this journey: it is decided as for everybody, and nothing is sent';
    case 'unknown':
      return 'It was handed over, and no answer came back: it may have arrived, so it was not sent again';
    case 'failed':
      return failures[reason?.split(':')[0] ?? ''] ?? `It could not be sent: ${reason}`;
    default:
      return decision?.verdict === 'skip' ? explain(decision) : (failures[reason ?? ''] ?? `It was skipped: ${reason}`);
  }
}

const failures: Readonly<Record<string, string>> = {
  content: 'The message could not be written for them: a value that it names is missing',
  unreachable: 'The provider says that the address leads nowhere',
  unsubscribed: 'The provider says that they unsubscribed',
  rejected: 'The provider refused the message for good',
  throttled: 'Every provider was too busy, for longer than we try',
  down: 'No provider could be reached, for longer than we try',
  'outside-conversation': 'WhatsApp allows free text only within a day of their last message to us',
};

/** The message as it would read now: content is live, so an old one may have read otherwise. */
function messageOf(touch: StoredTouch, { profile, ledger }: Dossier): Explained['message'] {
  const run = ledger.runs[touch.run];
  const form = rulesOf(touch.journey)?.steps[touch.step]?.content;
  const arm = touch.arm ?? (typeof form === 'object' ? run?.arms[form.experiment] : undefined);
  const content = touch.content ?? (typeof form === 'object' ? form.arms[arm ?? ''] : form);
  const catalog = contentOf(touch.journey);
  const named = { ...(content !== undefined && { content }), ...(arm !== undefined && { arm }) };
  if (content === undefined || !catalog || !profile) return named;
  try {
    const { country = null, traits } = profile;
    const variables = {
      user: { id: '', traits, country, locale: profile.locale ?? null },
      event: run?.data ?? {},
      links: { unsubscribe: 'https://unsubscribe.example/', preferences: 'https://preferences.example/' },
      company: program.company,
      ...(arm !== undefined && { arm }),
    };
    const locale = profile.locale ?? program.locale;
    const timezone = zoneOfDay(profile, program.timezone);
    const message = renderMessage({ catalog, name: content, locale, timezone, variables });
    return { ...named, begins: beginningOf(message) };
  } catch {
    // What does not render is named all the same.
    return named;
  }
}

const beginningOf = (message: Message): string => {
  const words = message.channel === 'email' ? message.subject : 'title' in message ? message.title : message.body;
  return words.length > 100 ? `${words.slice(0, 100)}…` : words;
};
