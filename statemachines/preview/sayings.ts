import { locateMessage, messagesByLocale } from '../../lib/content/locale.ts';
import { renderMessage } from '../../lib/content/render.ts';
import type { Message } from '../../lib/domain/message.ts';
import type { AnyJourney, AnyStep, AnyVoice } from '../any-journey.ts';
import { samplesFor } from '../compile/samples.ts';
import { voicesOf } from '../compile/voices.ts';
import type { WholeProgram } from '../program-form.ts';
import { wholeContent } from '../whole-content.ts';

/** One message of a step in one language, as a person with the program's samples would get it. */
export interface Saying {
  readonly content: string;
  readonly arm?: string;
  readonly locale: string;
  /** The language it is really in, when its own is missing. */
  readonly fallsBackTo?: string;
  readonly message: Message;
  /** For WhatsApp: what is said instead while a conversation is open. */
  readonly inConversation?: Message;
}

/** A step, how one gets there, and all that it may say. */
export interface SpeakingStep {
  readonly name: string;
  readonly channel: string;
  /** Such as `reason: price`, outermost first. */
  readonly path: readonly string[];
  /** Such as `after 1d`, `unless opened within 48h`. */
  readonly timing: string;
  readonly sayings: readonly Saying[];
}

/** Every step in the order written. */
export function stepsOf(journey: AnyJourney, program: WholeProgram): SpeakingStep[] {
  return walk(journey.steps, [], journey, program);
}

function walk(
  steps: readonly AnyStep[],
  path: readonly string[],
  journey: AnyJourney,
  program: WholeProgram,
): SpeakingStep[] {
  return steps.flatMap((step) => {
    if ('split' in step) {
      const by = typeof step.split === 'string' ? step.split : step.split.experiment;
      const branches = [
        ...Object.entries(step.branches),
        ...(step.otherwise ? [['otherwise', step.otherwise] as const] : []),
      ];
      return branches.flatMap(([value, inner]) => walk(inner, [...path, `${by}: ${value}`], journey, program));
    }
    const sends = 'fallback' in step ? step.fallback : [step];
    return sends.flatMap(voicesOf).map((send) => ({
      name: send.name,
      channel: send.send,
      path,
      timing: timingOf(send),
      sayings: sayingsOf(send, journey, program),
    }));
  });
}

function timingOf(send: object): string {
  const { after, at, day, unless, within, when } = send as {
    readonly [word: string]: unknown;
    readonly when?: { readonly engagedWith: string; readonly within: string };
  };
  return [
    after !== undefined && `after ${after}`,
    day !== undefined && `on day ${day}`,
    at !== undefined && `at ${at}`,
    unless !== undefined && `unless ${unless} within ${within}`,
    when && `only who engaged with ${when.engagedWith} within ${when.within}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function sayingsOf(
  { name, send: channel, content }: Pick<AnyVoice, 'name' | 'send' | 'content'>,
  journey: AnyJourney,
  program: WholeProgram,
): Saying[] {
  const said: { content: string; arm?: string }[] =
    typeof content === 'string'
      ? [{ content }]
      : Object.entries(content.arms).map(([arm, name]) => ({ content: name, arm }));
  const catalog = wholeContent(journey, program);
  const locales = [catalog.default, ...Object.keys(catalog.translations ?? {})];
  const [sample] = samplesFor(journey, program);
  if (!sample) return [];
  return said.flatMap((each) =>
    locales.map((locale): Saying => {
      const request = {
        catalog,
        name: each.content,
        locale,
        variables: { ...sample.variables, ...(each.arm !== undefined && { arm: each.arm }) },
        ...(program.utm && { utm: { ...program.utm, medium: channel, campaign: journey.name, content: name } }),
        // A tap is asked where it leads; a text, how long it is.
        shorten: (target: string, place: number) =>
          channel === 'push' ? target : `https://links.example/l/abcdefghij${place}`,
      };
      const found = locateMessage(catalog, each.content, locale)?.locale ?? catalog.default;
      const message = renderMessage(request);
      const talks = message.channel === 'whatsapp' && hasBothForms(journey, each.content);
      return {
        ...each,
        locale,
        ...(found !== locale && { fallsBackTo: found }),
        message,
        ...(talks && { inConversation: renderMessage({ ...request, conversation: true }) }),
      };
    }),
  );
}

/** A WhatsApp message may say one thing by its template and another while somebody talks to us. */
function hasBothForms({ content }: AnyJourney, name: string): boolean {
  return messagesByLocale(content, name).some(([, message]) => 'template' in message && 'body' in message);
}
