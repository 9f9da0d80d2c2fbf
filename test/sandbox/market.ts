import type { Channel } from '../../lib/domain/channel.ts';
import type { AppEvent } from './client.ts';

/** Somebody in one of the five markets, with what of them was told. */
export interface Person {
  readonly user: string;
  readonly market: Market;
  readonly zone: string;
  readonly consents: Readonly<Record<string, string>>;
}

export const markets = ['US', 'DE', 'BR', 'IN', 'GB'] as const;
export type Market = (typeof markets)[number];

const of: Readonly<Record<Market, { zones: readonly string[]; locale: string; number: string; region?: string }>> = {
  US: { zones: ['America/New_York', 'America/Los_Angeles'], locale: 'en-US', number: '+1212555' },
  DE: { zones: ['Europe/Berlin'], locale: 'de-DE', number: '+4915112' },
  BR: { zones: ['America/Sao_Paulo'], locale: 'pt-BR', number: '+5511912' },
  IN: { zones: ['Asia/Kolkata'], locale: 'hi-IN', number: '+91981234' },
  GB: { zones: ['Europe/London'], locale: 'en-GB', number: '+4477001' },
};

/** The bases that people gave, in turn: what a market takes for a yes differs. */
const bases = ['double_opt_in', 'express_written', 'soft_opt_in', 'express', undefined] as const;

/** So many people, market by market, with every basis on every channel, and every twelfth without. */
export function crowd(count: number): Person[] {
  return Array.from({ length: count }, (_, n) => {
    const market = markets[n % markets.length] ?? 'US';
    const { zones } = of[market];
    const turn = Math.floor(n / markets.length);
    const basis = (channel: number) => bases[(turn + channel) % bases.length];
    const given = { email: basis(0), push: basis(1), sms: basis(2), whatsapp: basis(3) };
    return {
      user: `p${n}`,
      market,
      zone: zones[turn % zones.length] ?? 'UTC',
      consents: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
    };
  });
}

/** All that their app tells of them. */
export function told({ user, market, zone, consents }: Person, n: number): AppEvent[] {
  const { locale, number } = of[market];
  const digits = { US: 4, DE: 6, BR: 6, IN: 4, GB: 5 }[market];
  const phone = `${number}${String(n).padStart(digits, '0')}`;
  const reach = {
    email: `${user}@example.com`,
    phone,
    whatsapp: phone,
    push: [{ platform: 'fcm', token: `token-${user}` }],
  };
  const profile = { userId: user, ...reach, timezone: zone, country: market, locale, traits: { firstName: 'Ada' } };
  return [
    { type: 'profile.updated', detail: profile },
    ...Object.entries(consents).map(([channel, basis]) => ({
      type: 'consent.changed',
      detail: { userId: user, channel, status: 'granted', basis, source: 'account settings' },
    })),
  ];
}

const explicit = ['double_opt_in', 'express_written', 'express'];
const softOrExplicit = [...explicit, 'soft_opt_in'];

/** What each market takes for a yes, written down by itself. */
const accepted: Readonly<Record<string, Readonly<Record<Market, readonly string[]>>>> = {
  email: { US: softOrExplicit, DE: ['double_opt_in'], BR: explicit, IN: softOrExplicit, GB: softOrExplicit },
  push: { US: explicit, DE: explicit, BR: explicit, IN: explicit, GB: explicit },
  sms: { US: ['express_written'], DE: softOrExplicit, BR: explicit, IN: [], GB: softOrExplicit },
  whatsapp: { US: [], DE: explicit, BR: explicit, IN: softOrExplicit, GB: explicit },
};

/** Whether somebody may be written to on a channel, their word and their market's law being what they are. */
export const agreed = ({ market, consents }: Person, channel: Channel) =>
  channel === 'inapp' || (accepted[channel]?.[market] ?? []).includes(consents[channel] ?? '');
