import {
  alwaysLinks,
  fragileOutputs,
  strayLinksIn,
  syntaxErrorOf,
  type VariablePath,
  variablesIn,
} from '../../../lib/content/analysis.ts';
import type { Catalog, EmailLayout, MessageTemplate } from '../../../lib/content/catalog.ts';
import { type Frame, locateFrame, messagesByLocale } from '../../../lib/content/locale.ts';
import { eventFieldsIn } from '../../../lib/content/mentions.ts';
import { type Part, partsOf } from '../../../lib/content/parts.ts';
import { fixedOrigin } from '../../../lib/content/url.ts';
import type { Purpose } from '../../../lib/domain/channel.ts';
import { checkEmail, checkFramed } from './email.ts';
import { checkTextLinks } from './links.ts';
import { oneOf, refuse } from './refuse.ts';
import { checkWhatsapp } from './whatsapp.ts';

/** What surrounds a message: it decides what its templates may name. */
export interface Setting {
  readonly purpose: Purpose;
  /** Of the entering event. */
  readonly fields: readonly string[];
  /** Whether it is said to an arm of an experiment. */
  readonly arm: boolean;
}

/** A message in every language it has: it parses, names only what there is, links only where it should. */
export function checkMessage(content: Catalog, name: string, setting: Setting): void {
  for (const [locale, message] of messagesByLocale(content, name)) {
    const place = { content: name, locale };
    // On its own first, so that a syntax error is told by the message's own lines.
    for (const part of partsOf(message)) checkSyntax(part, { ...place, part: part.name });
    if (message.channel === 'email') checkEmail(message, place);
    if (message.channel === 'whatsapp') checkWhatsapp(message, { ...place, purpose: setting.purpose });
    const frame = locateFrame(content, message, locale);
    checkFrame(frame, message, content, locale);
    for (const part of partsOf(message, frame)) checkPart(part, place, message, setting);
  }
}

interface Place {
  readonly content: string;
  readonly locale: string;
}

function checkFrame({ layout, footer }: Frame, { channel }: MessageTemplate, content: Catalog, locale: string): void {
  if (channel === 'sms' && content.smsFooters && footer === undefined) {
    refuse(
      locale,
      'a marketing SMS has a footer in its language or in the default',
      'add one to the smsFooter of the program',
    );
  }
  if (channel !== 'email') return;
  for (const [kind, frame] of Object.entries<string>({ ...(layout ?? noLayout(locale)) })) {
    if (!frame.includes('{{ content }}')) {
      refuse({ locale, layout: kind }, 'an email layout says where the message goes', 'put {{ content }} there');
    }
  }
}

function noLayout(locale: string): EmailLayout {
  return refuse(locale, 'an email has a layout in its language or in the default', 'add one to the program');
}

function checkPart(part: Part, content: Place, message: MessageTemplate, setting: Setting): void {
  const place = { ...content, part: part.name };
  checkSyntax(part, place);
  if (message.channel === 'email') checkFramed(part, place);
  for (const path of variablesIn(part)) checkVariable(path, place, message, setting);
  const [fragile] = fragileOutputs(part, isOptional);
  if (fragile !== undefined) {
    refuse(
      { ...place, variable: fragile },
      'what a person may lack has a default, or stands inside an if that asks for it',
      `write {{ ${fragile} | default: "…" }}, the default first`,
    );
  }
  if (part.medium === 'url' && fixedOrigin(part.source) === null) {
    refuse(
      { ...place, url: part.source },
      'a link begins with a fixed https://host/ or app scheme',
      'write the host out',
    );
  }
  if (part.links && part.medium === 'text') checkTextLinks(part, message.channel, place);
  if (part.name === 'html') {
    const [stray] = strayLinksIn(part);
    if (stray !== undefined) {
      refuse(
        { ...place, link: stray },
        'a link in an email is https, mailto or {{ links.… }}, its host fixed',
        'write it out',
      );
    }
  }
  const advertises = message.channel === 'email' && part.name !== 'subject' && setting.purpose === 'marketing';
  if (advertises && !alwaysLinks(part, 'links.unsubscribe')) {
    refuse(
      place,
      'a marketing email shows everybody a link to unsubscribe, in its HTML and in its text',
      'put {{ links.unsubscribe }} into the layout, outside every condition, in HTML as <a href="{{ links.unsubscribe }}">',
    );
  }
}

function checkSyntax(part: Part, place: object): void {
  const error = syntaxErrorOf(part);
  if (error !== null) refuse({ ...place, error }, 'a message is a Liquid template', 'correct its syntax');
}

/** Anybody may lack these. */
const isOptional = ([root, second]: VariablePath) => root === 'user' && second !== 'id';

function checkVariable(path: VariablePath, place: object, message: MessageTemplate, { fields, arm }: Setting): void {
  const known: Readonly<Record<string, readonly string[]>> = {
    user: ['id', 'country', 'locale', 'traits'],
    event: fields,
    company: ['name', 'postalAddress'],
    links: message.channel === 'email' ? ['unsubscribe', 'preferences'] : ['preferences'],
    ...(arm && { arm: [] }),
    locale: [],
    direction: [],
  };
  const [root = '', second, third] = path;
  const inner = Object.hasOwn(known, root) ? known[root] : undefined;
  const variable = path.join('.');
  if (!inner) refuse({ ...place, variable }, `a variable is ${oneOf(Object.keys(known))}`, 'correct it');
  if (inner.length === 0 && second === undefined) return;
  if (second === undefined || !inner.includes(second)) {
    refuse({ ...place, variable }, `${root} has ${inner.join(', ') || 'no fields'}`, remedyFor(root));
  }
  if (second === 'traits' && (third === undefined || third === '*')) {
    refuse({ ...place, variable }, 'a trait is named', 'write it like user.traits.firstName');
  }
  // What is not found in the source is not remembered when the person enters.
  if (root === 'event' && !eventFieldsIn(message).includes(second)) {
    refuse({ ...place, variable }, 'a field of the event is written with a dot', `write event.${second}`);
  }
}

const remedyFor = (root: string) => (root === 'event' ? 'correct it, or declare the field in events.ts' : 'correct it');
