import { bus } from '../../lib/aws/bus.ts';
import { secret } from '../../lib/aws/secret.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { evidence } from '../../lib/store/evidence.ts';
import { givenUp } from '../../lib/store/given-up.ts';
import { inbox } from '../../lib/store/inbox.ts';
import { lessons } from '../../lib/store/lessons.ts';
import { links } from '../../lib/store/links.ts';
import { messages } from '../../lib/store/messages.ts';
import { pauses } from '../../lib/store/pauses.ts';
import { people } from '../../lib/store/people.ts';
import { connect } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { rules } from '../../statemachines/registry.ts';
import { setting } from '../environment.ts';
import { liveJourneys } from '../live.ts';
import { measured } from '../metrics.ts';
import { liveContent } from './content.ts';
import { lazyProviders } from './providers.ts';

const client = connect();
const addressSecret = secret(setting('ADDRESS_SECRET'));
const table = { client, name: setting('TABLE') };
const counters = tallies({ client, name: setting('TALLIES') });
const { live, catalogOf } = liveJourneys(table);
/** What a touch talks to, made once for each environment of the function. */
export const ports = {
  ...rules,
  people: people(table, null, counters),
  touches: touches(table, counters),
  messages: messages(table),
  givenUp: givenUp(table, counters),
  links: links(table),
  evidence: evidence(table),
  addresses: addresses(table, addressSecret),
  announcer: measured(bus(setting('BUS'))),
  live,
  content: liveContent({
    catalogOf,
    api: setting('API_URL'),
    tokenSecret: secret(setting('TOKEN_SECRET')),
    linkSecret: addressSecret,
  }),
  providers: lazyProviders(inbox(table)),
  pauses: pauses(table).pauses,
  ...lessons(table),
};
