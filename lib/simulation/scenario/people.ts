import { chance, pick } from '../random.ts';

/** Somebody of a scenario: who they are, and how they behave. */
export interface SimulatedPerson {
  readonly id: string;
  readonly email: string;
  readonly phone: string;
  readonly push: string;
  readonly country: string;
  readonly timezone: string;
  readonly locale: string;
  /** Channels that they agreed to. */
  readonly agreed: readonly string[];
}

type Place = Pick<SimulatedPerson, 'country' | 'timezone' | 'locale'> & { readonly prefix: string };

const places: readonly [Place, ...Place[]] = [
  { country: 'DE', timezone: 'Europe/Berlin', locale: 'de', prefix: '+49151' },
  { country: 'GB', timezone: 'Europe/London', locale: 'en-GB', prefix: '+44771' },
  { country: 'US', timezone: 'America/New_York', locale: 'en', prefix: '+12125' },
  { country: 'IN', timezone: 'Asia/Kolkata', locale: 'en-IN', prefix: '+91981' },
  { country: 'BR', timezone: 'America/Sao_Paulo', locale: 'pt-BR', prefix: '+55119' },
  { country: 'NZ', timezone: 'Pacific/Auckland', locale: 'en', prefix: '+64210' },
];

/** Ids carry the seed: control groups and arms hash them, so that each seed has others. */
export function personOf(seed: number, number: number): SimulatedPerson {
  const id = `p${seed}-${number}`;
  const { prefix, ...place } = pick(chance(seed, id, 'place'), places);
  // Now and then two share an address, as families do.
  const owner = number > 0 && chance(seed, id, 'shares') < 0.1 ? `p${seed}-${number - 1}` : id;
  const digits = String(Math.floor(1e7 * chance(seed, owner, 'number'))).padStart(7, '0');
  return {
    id,
    email: `${owner}@simulation.example`,
    phone: `${prefix}${digits.slice(0, prefix === '+12125' ? 6 : 7)}`,
    push: `token-${id}`,
    ...place,
    agreed: ['email', 'push', 'sms', 'whatsapp'].filter((channel) => chance(seed, id, 'agrees', channel) < 0.8),
  };
}
