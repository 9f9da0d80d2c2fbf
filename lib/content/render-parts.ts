import { LiquidError, UndefinedVariableError } from 'liquidjs';
import type { Catalog, MessageTemplate } from './catalog.ts';
import { ContentError } from './content-error.ts';
import { engineOf, render } from './engines.ts';
import { ImpossibleNumber, inZone, UnreadableOutput } from './filters.ts';
import { type LinkChange, StrayLink } from './link-tag.ts';
import { isHttps, linksIn } from './links.ts';
import { directionOf, locateFrame, locateMessage } from './locale.ts';
import { shortenedChannels } from './mentions.ts';
import { type Part, partsOf } from './parts.ts';
import { leadsHome } from './url.ts';
import { type Utm, withUtm } from './utm.ts';
import { present, type Variables } from './variables.ts';

export interface RenderRequest {
  readonly catalog: Catalog;
  /** Name of the message. */
  readonly name: string;
  /** BCP 47 tag; the catalog's default when the person's is unknown. */
  readonly locale: string | undefined;
  readonly variables: Variables;
  /** The reader's, in which times are written: IANA, or an offset such as `+05:30`. @default UTC */
  readonly timezone?: string | undefined;
  /** Whether the person is in a conversation with us, which carries free text over WhatsApp. @default false */
  readonly conversation?: boolean;
  /** What the links to our own hosts say of where somebody came from. */
  readonly utm?: Utm;
  /**
   * Makes a short link of one that the message's author wrote, where it counts how long a link is or whether it was followed:
   * in an SMS, over WhatsApp, behind a push.
   *
   * @param place its number in the message, from 0; the same whenever the message is rendered
   */
  readonly shorten?: (target: string, place: number) => string;
}

/** A message in somebody's language, each template of it rendered. */
export interface RenderedParts {
  readonly message: MessageTemplate;
  readonly locale: string;
  /** Whether it fills an approved template. */
  readonly approved: boolean;
  /** By the part's name; those that this person does not get are not there. */
  readonly texts: ReadonlyMap<string, string>;
}

/** @throws ContentError */
export function renderParts(request: RenderRequest): RenderedParts {
  const { catalog, name, variables, conversation = false } = request;
  const located = locateMessage(catalog, name, request.locale);
  if (!located) throw new ContentError({ content: name, locale: request.locale, problem: 'there is no such message' });
  const { found: message, locale } = located;
  const scope = inZone({ ...present(variables), locale, direction: directionOf(locale) }, request.timezone);
  const parts = partsOf(message, locateFrame(catalog, message, locale));
  const change = linkChanges(request, message, parts);
  const approved =
    message.channel === 'whatsapp' && message.template !== undefined && !(conversation && message.body !== undefined);
  const isSaid = (part: Part) => message.channel !== 'whatsapp' || (part.name === 'body') !== approved;
  const texts = parts
    .filter(isSaid)
    .map((part) => [part.name, renderPart(part, scope, change(part), { content: name, locale })] as const);
  return { message, locale, approved, texts: new Map(texts) };
}

/** Numbers the links through all parts. One that is repeated, as in a loop, gets a number of its own each time. */
function linkChanges({ utm, shorten }: RenderRequest, { channel }: MessageTemplate, parts: readonly Part[]) {
  const counts = parts.map(({ medium, source, links }) =>
    links ? (medium === 'url' ? 1 : linksIn(medium, source).length) : 0,
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const repeats = new Map<number, number>();
  const changed = (url: string, place: number): string => {
    const tagged = utm ? withUtm(url, utm, channel) : url;
    if (!shorten || !shortenedChannels.has(channel) || !isHttps(tagged)) return tagged;
    const repeat = repeats.get(place) ?? 0;
    repeats.set(place, repeat + 1);
    return shorten(tagged, place + total * repeat);
  };
  return (part: Part): LinkChange | undefined => {
    const before = counts.slice(0, parts.indexOf(part)).reduce((sum, count) => sum + count, 0);
    return part.links && ((url, place) => changed(url, before + place));
  };
}

function renderPart(
  part: Part,
  scope: object,
  change: LinkChange | undefined,
  place: { content: string; locale: string },
): string {
  const fault = { ...place, part: part.name };
  let text: string;
  try {
    text = render(part.medium, part.source, scope, change);
  } catch (error) {
    const variable = missingVariable(error);
    if (variable !== undefined) throw new ContentError({ ...fault, variable, problem: `${variable} is undefined` });
    const from = miscalculated(part, error);
    const problem = from.variable === undefined ? reasonOf(error) : `${from.variable}: ${reasonOf(error)}`;
    throw new ContentError({ ...fault, ...from, problem });
  }
  if (text.trim() === '') throw new ContentError({ ...fault, problem: 'nothing is left of it' });
  if (part.medium !== 'url') return text;
  if (!leadsHome(part.source, text)) {
    throw new ContentError({ ...fault, problem: 'a link begins with a fixed https://host/ or app scheme' });
  }
  return change ? change(text, 0) : text;
}

function missingVariable(error: unknown): string | undefined {
  if (!(error instanceof UndefinedVariableError)) return undefined;
  const { originalError } = error;
  return originalError && 'variableName' in originalError ? String(originalError.variableName) : 'a variable';
}

/** The variables of arithmetic that gives no number, as far as they are certain. */
function miscalculated({ medium }: Part, error: unknown): { readonly variable?: string } {
  if (!(error instanceof LiquidError) || !(error.originalError instanceof ImpossibleNumber)) return {};
  const variable = error.originalError.variable ?? variablesAt(medium, error.token.getText());
  return variable === undefined ? {} : { variable };
}

function variablesAt(medium: Part['medium'], source: string): string | undefined {
  try {
    return engineOf(medium).globalFullVariablesSync(source).join(', ') || undefined;
  } catch {
    // The beginning of a block is no template of its own.
    return undefined;
  }
}

/** Liquid's own messages may quote values, which are a person's: only ours are passed on. */
function reasonOf(error: unknown): string {
  const original = error instanceof Error && 'originalError' in error ? error.originalError : error;
  const ours = original instanceof UnreadableOutput || original instanceof StrayLink;
  return ours ? original.message : 'the template does not render';
}
