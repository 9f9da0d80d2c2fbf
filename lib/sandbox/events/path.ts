/**
 * Reads a value by the JSON path that EventBridge allows: `$`, `$.detail.userId`, `$.detail-type`,
 * `$.detail['plan']`, `$.resources[0]`.
 *
 * @returns undefined when the path leads nowhere
 */
export function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const segment of segments(path)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<string, unknown>)[segment];
  }
  return current;
}

function segments(path: string): string[] {
  const parts = path.replace(/^\$/, '').matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g);
  return [...parts].map(([, name, index, single, double]) => name ?? index ?? single ?? double ?? '');
}
