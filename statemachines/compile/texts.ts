import type { Catalog, MessageTemplate } from '../../lib/content/catalog.ts';
import { ContentError } from '../../lib/content/content-error.ts';
import { messagesByLocale } from '../../lib/content/locale.ts';
import { renderMessage } from '../../lib/content/render.ts';
import { renderParts } from '../../lib/content/render-parts.ts';
import type { Message } from '../../lib/domain/message.ts';
import { measureSms, type SmsLength } from '../../lib/domain/sms.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { wholeContent } from '../whole-content.ts';
import { checkBudget, previewOf } from './checks/budget.ts';
import { refuse } from './checks/refuse.ts';
import { sendsOf } from './checks/walk.ts';
import { checkRendered } from './checks/whatsapp.ts';
import { longestShortLink, type Sample, samplesFor } from './samples.ts';

/** What an SMS comes to in one language, at its longest. */
export interface Text extends Pick<SmsLength, 'encoding' | 'segments'> {
  /** Name of the message. */
  readonly content: string;
  readonly locale: string;
  /** Its first 160 characters. */
  readonly preview: string;
}

/**
 * Renders every message in every language as the program's samples would get it, and looks at what comes out.
 *
 * @returns what each SMS comes to
 * @throws RuleError for a message that does not render, or not within the limits of its channel
 */
export function textsOf(journey: AnyJourney, program: WholeProgram): Text[] {
  const longest = new Map<string, Text & SmsLength>();
  for (const wording of wordingsOf(journey)) {
    for (const sample of samplesFor(journey, program)) {
      const message = tryOut(wording, sample, wholeContent(journey, program));
      if (message.channel !== 'sms') continue;
      const { content, locale } = wording;
      checkBudget(message.body, wording, program.smsSegments);
      const text = { content, locale, ...measureSms(message.body), preview: previewOf(message.body) };
      const place = `${content} ${locale}`;
      longest.set(place, longerOf(text, longest.get(place) ?? text));
    }
  }
  return [...longest.values()].map(({ characters: _, ...text }) => text);
}

/** @throws RuleError */
function tryOut({ content, locale, message, arm }: Wording, { who, variables }: Sample, catalog: Catalog): Message {
  const place = { content, locale };
  const request = {
    catalog,
    name: content,
    locale,
    variables: { ...variables, ...(arm !== undefined && { arm }) },
    shorten: () => longestShortLink,
  };
  try {
    if (message.channel === 'whatsapp') {
      for (const conversation of [true, false]) checkRendered(renderParts({ ...request, conversation }), place);
    }
    return renderMessage(request);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    const { part, problem } = error;
    return refuse(
      { ...place, ...(part !== undefined && { part }) },
      `a message renders for everybody, but for ${who} ${problem}`,
      'correct it, or give a default',
    );
  }
}

const longerOf = <T extends SmsLength>(a: T, b: T): T =>
  a.segments > b.segments || (a.segments === b.segments && a.characters > b.characters) ? a : b;

/** One message in one language, said to one arm or to all. */
interface Wording {
  readonly content: string;
  readonly locale: string;
  readonly message: MessageTemplate;
  readonly arm?: string;
}

function wordingsOf({ content: catalog, steps }: AnyJourney): Wording[] {
  const wordings = new Map<string, Wording>();
  for (const { send } of sendsOf(steps)) {
    const said: Pick<Wording, 'content' | 'arm'>[] =
      typeof send.content === 'string'
        ? [{ content: send.content }]
        : Object.entries(send.content.arms).map(([arm, content]) => ({ content, arm }));
    for (const each of said) {
      for (const [locale, message] of messagesByLocale(catalog, each.content)) {
        wordings.set([each.content, locale, each.arm ?? ''].join(' '), { ...each, locale, message });
      }
    }
  }
  return [...wordings.values()];
}
