import { type Catalog, hasMessage } from '../../lib/content/catalog.ts';
import { messagesByLocale } from '../../lib/content/locale.ts';
import { linksToPreferences, mentionsLink, shortenedChannels } from '../../lib/content/mentions.ts';
import { linkId, type ShortLink } from '../../lib/domain/link.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { zoneOfDay } from '../../lib/domain/whereabouts.ts';
import type { Content, ContentRef, Rendering } from '../../lib/engine/ports.ts';
import { program } from '../../statemachines/registry.ts';

interface Surroundings {
  readonly catalogOf: (said: ContentRef) => Catalog;
  /** Where the stack's HTTP API is, without a slash at the end. */
  readonly api: string;
  readonly tokenSecret: () => Promise<string>;
  /** The key of short links' ids. */
  readonly linkSecret: () => Promise<string>;
}

/**
 * The journeys' words, with this person's links in them. Templates and tokens are loaded by the first touch that speaks:
 * what is held or skipped, and what carries no link, does without.
 */
export function liveContent({ catalogOf, api, tokenSecret, linkSecret }: Surroundings): Content {
  return {
    isFreeText(said) {
      const message = catalogOf(said).messages[said.content];
      return message?.channel === 'whatsapp' && message.template === undefined;
    },

    has: (said) => hasMessage(catalogOf(said), said.content),

    async render({ touch, profile, run, arm, conversation, now, ...ref }: Rendering) {
      const { journey, content } = ref;
      const catalog = catalogOf(ref);
      const channel = catalog.messages[content]?.channel;
      const isEmail = channel === 'email';
      const unsubscribe = isEmail ? await unsubscribeUrl(touch, now) : undefined;
      const said = [messagesByLocale(catalog, content), catalog.smsFooters];
      const leadsThere = isEmail || linksToPreferences(said);
      const preferences = leadsThere ? await preferencesUrl(touch.user, now) : undefined;
      const isShortened = channel !== undefined && shortenedChannels.has(channel) && mentionsLink(said);
      const linkKey = isShortened ? await linkSecret() : undefined;
      const { renderMessage } = await import('../../lib/content/render.ts');
      const links: ShortLink[] = [];
      const message = renderMessage({
        catalog,
        name: content,
        locale: profile.locale ?? program.locale,
        timezone: zoneOfDay(profile, program.timezone),
        variables: {
          user: {
            id: touch.user,
            traits: profile.traits,
            country: profile.country ?? null,
            locale: profile.locale ?? null,
          },
          event: run.data,
          links: {
            ...(unsubscribe !== undefined && { unsubscribe }),
            ...(preferences !== undefined && { preferences }),
          },
          company: program.company,
          ...(arm !== undefined && { arm }),
        },
        conversation,
        ...(program.utm && { utm: { ...program.utm, campaign: journey, content: touch.step } }),
        shorten(url, place) {
          if (linkKey === undefined) throw new Error(`${content} has a link that was not seen before it was rendered`);
          const id = linkId(touchId(touch), place, linkKey);
          links.push({ id, url });
          return `${api}/l/${id}`;
        },
      });
      return { message, links, ...(unsubscribe !== undefined && { unsubscribeUrl: unsubscribe }) };
    },
  };

  async function unsubscribeUrl(touch: Rendering['touch'], now: number): Promise<string> {
    const { signToken } = await import('../../lib/domain/token.ts');
    const claims = { user: touch.user, use: 'unsubscribe', channel: 'email', touch: touchId(touch) } as const;
    return `${api}/unsubscribe/${await signToken(claims, await tokenSecret(), now)}`;
  }

  async function preferencesUrl(user: string, now: number): Promise<string> {
    const { signToken } = await import('../../lib/domain/token.ts');
    return `${api}/preferences/${await signToken({ user, use: 'preferences' }, await tokenSecret(), now)}`;
  }
}
