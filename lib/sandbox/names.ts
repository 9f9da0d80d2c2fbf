/** Makes the short names of describe, meter and outbox: `polyphony-touch` is `touch` where the bus is `polyphony`. */
export type ShortName = (physical: string, logicalId?: string) => string;

/**
 * @param bus name of the stack's bus, which prefixes every name given in the template
 */
export function shortNames(bus: string): ShortName {
  return (physical, logicalId) => {
    if (logicalId !== undefined && physical.endsWith(logicalId)) return roleOf(logicalId);
    const prefix = [`${bus}-`, `${bus}/`].find((candidate) => physical.startsWith(candidate));
    return prefix === undefined ? physical : physical.slice(prefix.length);
  };
}

/** `PeopleTable0A1B2C3D` is `people`: CDK appends a hash, people the kind. */
function roleOf(logicalId: string): string {
  return logicalId
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/(Table|Queue|Secret|Function|Bus)+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
