/**
 * What your marketing is about, as people see it when they choose what they want less of: a name, and a text in each
 * language. A journey says its `topic`. To add one, add a line; to rename one is to forget who switched it off.
 */
export const topics = {
  tips: { en: 'Tips and tricks', de: 'Tipps und Tricks' },
  offers: { en: 'Offers', de: 'Angebote' },
} as const satisfies Topics;

/** Texts by name and locale; every topic has one in the program's locale. */
export type Topics = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type TopicName = keyof typeof topics;
