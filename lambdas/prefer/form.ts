import { type Channel, channels } from '../../lib/domain/channel.ts';
import type { PreferenceChange } from '../../lib/domain/preferences.ts';
import { type Frequency, frequencies, pauseMs } from '../../lib/domain/wishes.ts';
import { type PageLanguage, pageWords } from '../../statemachines/pages/index.ts';
import { type Done, doings } from '../../statemachines/pages/words.ts';
import { program } from '../../statemachines/program.ts';
import { isPageLanguage } from '../language.ts';

/**
 * Fields of the form. `shown.<field>` is what the page said when it was opened: only what differs from it was chosen, so
 * that a page left open since last week does not undo what was said elsewhere. An unticked box sends nothing of its own.
 */
export const shown = (field: string): string => `shown.${field}`;
export const topicField = (topic: string): string => `topic.${topic}`;

export const often = ['as-it-comes', ...frequencies] as const;
const switched = ['on', 'off'] as const;

export interface Chosen {
  readonly done: Done;
  readonly change: PreferenceChange;
  /** What they read beside each channel that changes. */
  readonly wording: Readonly<Partial<Record<Channel, string>>>;
}

/**
 * @param fallback the language they would read now, for a form that does not say which they did
 * @returns the first field that is unknown, said twice, or has a value that it cannot have, as it was sent
 */
export function readForm(body: string, fallback: PageLanguage, now: number): Chosen | { readonly refused: string } {
  const fields = new URLSearchParams(body);
  for (const [name, value] of fields) {
    const allowed = valuesOf(name);
    if (fields.getAll(name).length > 1 || !allowed?.includes(value)) return { refused: `${name}=${value}` };
  }
  const done = doings.find((doing) => doing === fields.get('do')) ?? 'save';
  const spoken = fields.get('language') ?? '';
  const change = changeOf(done, fields, now);
  return { done, change, wording: wordingOf(done, change, isPageLanguage(spoken) ? spoken : fallback) };
}

/** `undefined` for a field that there is not. */
function valuesOf(name: string): readonly string[] | undefined {
  const field = name.replace(/^shown\./, '');
  if (field === 'frequency') return often;
  if (channels.some((channel) => channel === field)) return switched;
  if (Object.keys(program.topics).some((topic) => topicField(topic) === field)) return switched;
  if (name === 'do') return doings;
  return name === 'language' ? Object.keys(pageWords) : undefined;
}

function changeOf(done: Done, fields: URLSearchParams, now: number): PreferenceChange {
  switch (done) {
    case 'leave':
      return { channels: Object.fromEntries(channels.map((channel) => [channel, false])) };
    case 'pause':
      return { pausedUntil: now + pauseMs };
    case 'resume':
      return { pausedUntil: null };
    case 'save': {
      const often = fields.get('frequency');
      return {
        channels: switches(channels, (channel) => channel, fields),
        topics: switches(Object.keys(program.topics), topicField, fields),
        ...(often !== null && often !== fields.get(shown('frequency')) && { frequency: frequencyOf(often) }),
      };
    }
  }
}

/** Those that were switched, on or off. */
function switches(
  names: readonly string[],
  fieldOf: (name: string) => string,
  fields: URLSearchParams,
): Readonly<Record<string, boolean>> {
  const found = names.flatMap((name) => {
    const before = fields.get(shown(fieldOf(name)));
    const now = fields.get(fieldOf(name)) ?? (before === null ? null : 'off');
    return now === before ? [] : [[name, now === 'on'] as const];
  });
  return Object.fromEntries(found);
}

const frequencyOf = (often: string): Frequency | null => frequencies.find((known) => known === often) ?? null;

function wordingOf(done: Done, { channels: switched = {} }: PreferenceChange, language: PageLanguage) {
  const { leave, channels: words } = pageWords[language].preferences;
  const said = (channel: Channel) => (done === 'leave' ? leave : words[channel].agree(program.company.name));
  return Object.fromEntries(
    channels.filter((channel) => switched[channel] !== undefined).map((channel) => [channel, said(channel)]),
  );
}
