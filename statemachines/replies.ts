import type { Keyword } from '../lib/domain/keywords.ts';

/** What somebody is answered who texts STOP, START or HELP; `{company}` is the company's name. No marketing in any of them. */
export type ReplyWords = Readonly<Record<Keyword, string>>;

/** By BCP 47 tag; a language that is not there is answered in the program's own, else in English. */
export type Replies = Readonly<Record<string, ReplyWords>>;

/** One segment of a text message each, as long as the company's name is shorter than 30 characters. */
export const defaultReplies: Replies = {
  en: {
    stop: '{company}: You are unsubscribed and will get no more messages from this number. Reply START to get them again.',
    start: '{company}: You will get our messages again. Reply HELP for help, STOP to end them.',
    help: '{company}: You get messages from us because you agreed to. Reply STOP to end them. Message and data rates may apply.',
  },
  de: {
    stop: '{company}: Du bist abgemeldet und bekommst keine Nachrichten mehr von dieser Nummer. Mit START bekommst du sie wieder.',
    start: '{company}: Du bekommst unsere Nachrichten wieder. Antworte HELP für Hilfe, STOP zum Abmelden.',
    help: '{company}: Du bekommst Nachrichten von uns, weil du zugestimmt hast. Antworte STOP, um sie zu beenden.',
  },
};

/** The answer to a keyword in the best language there is: `de-AT` → `de` → the program's → `en`. */
export function replyTo(
  keyword: Keyword,
  locale: string | undefined,
  { replies, company, locale: own }: { replies: Replies; company: { name: string }; locale: string },
): string {
  const tags = [locale, own, 'en'].flatMap((tag) =>
    tag ? [tag.toLowerCase(), tag.split(/[-_]/)[0]?.toLowerCase()] : [],
  );
  const byTag = new Map(Object.entries(replies).map(([tag, words]) => [tag.toLowerCase(), words]));
  const words = tags.map((tag) => byTag.get(tag ?? '')).find((found) => found !== undefined);
  return (words ?? defaultReplies.en)?.[keyword].replaceAll('{company}', company.name) ?? company.name;
}
