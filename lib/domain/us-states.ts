/** Zones of each state of the USA (tzdata, northamerica and zone1970.tab), those west and east of a border within it included. */
const zones: Readonly<Record<string, string>> = {
  AL: 'Chicago',
  AK: 'Anchorage Juneau Sitka Metlakatla Yakutat Nome Adak',
  AZ: 'Phoenix Denver',
  AR: 'Chicago',
  CA: 'Los_Angeles',
  CO: 'Denver',
  CT: 'New_York',
  DC: 'New_York',
  DE: 'New_York',
  FL: 'New_York Chicago',
  GA: 'New_York',
  HI: 'Pacific/Honolulu',
  IA: 'Chicago',
  ID: 'Boise Denver Los_Angeles',
  IL: 'Chicago',
  IN:
    'Indiana/Indianapolis Indiana/Marengo Indiana/Petersburg Indiana/Vevay Indiana/Vincennes Indiana/Winamac New_York ' +
    'Indiana/Knox Indiana/Tell_City Chicago',
  KS: 'Chicago Denver',
  KY: 'New_York Kentucky/Louisville Kentucky/Monticello Chicago',
  LA: 'Chicago',
  MA: 'New_York',
  MD: 'New_York',
  ME: 'New_York',
  MI: 'Detroit New_York Menominee Chicago',
  MN: 'Chicago',
  MO: 'Chicago',
  MS: 'Chicago',
  MT: 'Denver',
  NC: 'New_York',
  ND: 'Chicago North_Dakota/Center North_Dakota/New_Salem North_Dakota/Beulah Denver',
  NE: 'Chicago Denver',
  NH: 'New_York',
  NJ: 'New_York',
  NM: 'Denver',
  NV: 'Los_Angeles Denver Boise',
  NY: 'New_York',
  OH: 'New_York',
  OK: 'Chicago',
  OR: 'Los_Angeles Boise Denver',
  PA: 'New_York',
  RI: 'New_York',
  SC: 'New_York',
  SD: 'Chicago Denver',
  TN: 'New_York Chicago',
  TX: 'Chicago Denver',
  UT: 'Denver',
  VA: 'New_York',
  VT: 'New_York',
  WA: 'Los_Angeles',
  WI: 'Chicago',
  WV: 'New_York',
  WY: 'Denver',
};

/** IANA zones of a state, `US-TX`; empty for anything else. */
export function zonesOfState(place: string): readonly string[] {
  const names = place.startsWith('US-') ? zones[place.slice(3)] : undefined;
  return names?.split(' ').map((name) => (name.startsWith('Pacific/') ? name : `America/${name}`)) ?? [];
}

/** Every state, as ISO 3166-2. */
export const states: readonly string[] = Object.keys(zones).map((state) => `US-${state}`);
