/**
 * A projection of these paths, and the names that it stands for: every name is a placeholder, because some are DynamoDB's
 * own words.
 */
export function projection(paths: readonly (readonly string[])[]) {
  const names = new Map<string, string>();
  const nameOf = (name: string) => {
    const placeholder = names.get(name) ?? `#n${names.size}`;
    names.set(name, placeholder);
    return placeholder;
  };
  const named = paths.map((path) => path.map(nameOf).join('.'));
  return {
    // DynamoDB refuses a path that is named twice.
    ProjectionExpression: [...new Set(['pk', ...named])].join(', '),
    ...(names.size > 0 && {
      ExpressionAttributeNames: Object.fromEntries([...names].map(([name, key]) => [key, name])),
    }),
  };
}
