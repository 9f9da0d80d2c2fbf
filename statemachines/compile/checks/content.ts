import type { Catalog, MessageTemplate } from '../../../lib/content/catalog.ts';
import { messagesByLocale } from '../../../lib/content/locale.ts';
import type { AnyJourney } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { checkSegments } from '../../program-texts.ts';
import { wholeContent } from '../../whole-content.ts';
import { contentNames } from '../rules.ts';
import { entryFieldsOf } from './entry.ts';
import { oneOf, refuse } from './refuse.ts';
import { checkMessage } from './template.ts';
import { sendsOf } from './walk.ts';
import { checkApproval } from './whatsapp.ts';

/** What each kind of message must say. */
const parts: Readonly<Record<MessageTemplate['channel'], readonly string[]>> = {
  email: ['subject', 'preheader', 'html', 'text'],
  push: ['title', 'body'],
  inapp: ['title', 'body'],
  sms: ['body'],
  whatsapp: [],
};

/** Every content that a step names is there, for its channel, and renders for everybody in every language. */
export function checkContent(journey: AnyJourney, program: WholeProgram): void {
  const { content, purpose, enter, steps } = journey;
  checkCatalog(content);
  const whole = wholeContent(journey, program);
  const fields = Object.keys(entryFieldsOf(enter));
  for (const { send } of sendsOf(steps)) {
    for (const name of contentNames(send)) {
      const message = Object.hasOwn(content.messages, name) ? content.messages[name] : undefined;
      const fitting = Object.keys(content.messages).filter((known) => content.messages[known]?.channel === send.send);
      if (message?.channel !== send.send) {
        refuse(name, `content for ${send.send} is ${oneOf(fitting)}`, `correct it, or write it in ${content.default}`);
      }
      const arm = typeof send.content !== 'string';
      checkMessage(whole, name, { purpose, fields, arm });
    }
  }
}

function checkCatalog({ default: home, messages, translations = {}, fallbacks = {} }: Catalog): void {
  const tags = [home, ...Object.keys(translations)];
  for (const tag of [...tags, ...Object.keys(fallbacks)]) checkTag(tag);
  for (const fallback of Object.values(fallbacks).flat()) {
    if (!tags.includes(fallback))
      refuse(fallback, `a fallback is ${oneOf(tags)}`, 'correct it, or add the translation');
  }
  for (const [locale, translated] of Object.entries(translations)) {
    for (const [name, message] of Object.entries(translated)) {
      const original = Object.hasOwn(messages, name) ? messages[name] : undefined;
      if (message && original?.channel !== message.channel) {
        refuse(
          { locale, name, channel: message.channel },
          `a translation has the name and the channel of a message in ${home}`,
          original ? `write it for ${original.channel}` : `write ${name} in ${home} too`,
        );
      }
    }
  }
  for (const name of Object.keys(messages)) {
    for (const [, message] of messagesByLocale({ default: home, messages, translations }, name))
      checkParts(name, message);
    checkApproval(name, messagesByLocale({ default: home, messages, translations }, name));
  }
}

function checkParts(name: string, message: MessageTemplate): void {
  const texts: Readonly<Record<string, unknown>> = { ...message };
  if (message.channel === 'sms' && message.segments !== undefined) checkSegments(message.segments, 'segments');
  for (const part of parts[message.channel] ??
    refuse(message.channel, `a message is for ${oneOf(Object.keys(parts))}`, 'correct it')) {
    const text = texts[part];
    if (typeof text !== 'string' || text.trim() === '') {
      refuse(
        { content: name, [part]: text },
        `a message for ${message.channel} has ${parts[message.channel].join(', ')}`,
        `write its ${part}`,
      );
    }
  }
}

function checkTag(tag: string): void {
  let canonical: string | undefined;
  try {
    canonical = Intl.getCanonicalLocales(tag)[0];
  } catch {
    canonical = undefined;
  }
  if (canonical !== tag)
    refuse(tag, 'a locale is a BCP 47 tag in its usual case', `write it like ${canonical ?? 'pt-BR'}`);
}
