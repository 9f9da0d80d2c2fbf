import { secret } from '../../lib/aws/secret.ts';
import type { Destination } from '../../lib/domain/forwarded.ts';
import { amplitude } from '../../lib/forward/amplitude.ts';
import { ga4 } from '../../lib/forward/ga4.ts';
import { mixpanel } from '../../lib/forward/mixpanel.ts';
import { webhook } from '../../lib/forward/webhook.ts';

/** Where a service answers, by the region that keeps its data. */
type Bases = Readonly<Record<string, string>>;

const amplitudeBases: Bases = { us: 'https://api2.amplitude.com', eu: 'https://api.eu.amplitude.com' };
const mixpanelBases: Bases = {
  us: 'https://api.mixpanel.com',
  eu: 'https://api-eu.mixpanel.com',
  in: 'https://api-in.mixpanel.com',
};
const ga4Bases: Bases = { us: 'https://www.google-analytics.com', eu: 'https://region1.google-analytics.com' };

/**
 * The services that the stage names.
 *
 * @param env as `lib/infra/verbs/forward.ts` sets it; `FORWARD_ENDPOINT_URL` takes the place of all addresses, each under
 *   its service's name
 */
export function destinationsOf(env: Readonly<Record<string, string | undefined>>): Destination[] {
  const base = (name: string, theirs: string | undefined) => {
    if (env.FORWARD_ENDPOINT_URL) return `${env.FORWARD_ENDPOINT_URL}/${name}`;
    if (theirs === undefined) throw new Error(`${name}: there is no such region; deploy this function with its stack`);
    return theirs;
  };
  const found: Destination[] = [];
  if (env.AMPLITUDE_SECRET) {
    const at = base('amplitude', amplitudeBases[env.AMPLITUDE_REGION ?? '']);
    found.push(amplitude({ secret: secret(env.AMPLITUDE_SECRET), base: at }));
  }
  if (env.MIXPANEL_SECRET) {
    const at = base('mixpanel', mixpanelBases[env.MIXPANEL_REGION ?? '']);
    found.push(mixpanel({ projectId: env.MIXPANEL_PROJECT ?? '', secret: secret(env.MIXPANEL_SECRET), base: at }));
  }
  if (env.GA4_SECRET) {
    const at = base('ga4', ga4Bases[env.GA4_REGION ?? '']);
    found.push(ga4({ measurementId: env.GA4_MEASUREMENT_ID ?? '', secret: secret(env.GA4_SECRET), base: at }));
  }
  if (env.WEBHOOK_SECRET) {
    const url = base('webhook', env.WEBHOOK_URL);
    found.push(webhook({ url, secret: secret(env.WEBHOOK_SECRET), now: () => Date.now() }));
  }
  return found;
}
