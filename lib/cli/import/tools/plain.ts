import { confirmed, statements } from '../status.ts';
import type { Tool } from '../tool.ts';

/** Any CSV, or JSON lines: `--map` says which column is which. */
export const csv: Tool = {
  about: 'any CSV or JSON lines; --map says which column is which',
  zone: 'UTC',
  columns: {},
  read: (line, about) => ({ ...line.person(), ...confirmedStatements(line, about) }),
};

/**
 * Marketing Cloud's All Subscribers, a list, or the `_Subscribers` data view. Its clock is Central Standard Time the whole
 * year round. That somebody joined does not say on what ground.
 */
export const salesforceMc: Tool = {
  about: 'Salesforce Marketing Cloud: All Subscribers, a list, or the _Subscribers data view',
  zone: '-06:00',
  dates: 'mdy',
  columns: {
    userId: ['Subscriber Key'],
    email: ['Email Address', 'Email'],
    firstName: ['First Name'],
    lastName: ['Last Name'],
    phone: ['Mobile Number', 'Phone'],
    locale: ['Locale'],
    country: ['Country Code'],
    status: ['Status'],
    grantedAt: ['Date Joined', 'Date Created', 'Created Date'],
    withdrawnAt: ['Date Unsubscribed', 'Unsubscribed Date'],
    bouncedAt: ['Date Undeliverable', 'Date Held', 'Bounced Date'],
    changedAt: ['Date Modified', 'Modified Date'],
  },
  yes: ['Status'],
  read: (line, about) => ({ ...line.person(), ...confirmedStatements(line, about) }),
};

const confirmedStatements: (...asked: Parameters<typeof statements>) => ReturnType<typeof statements> = (
  line,
  about,
) => {
  const { proven, at } = confirmed(line);
  const told = statements(line, about, proven);
  const said = told.said.map((each) =>
    each.channel === 'email' && each.status === 'granted' ? { ...each, at } : each,
  );
  return { ...told, said };
};
