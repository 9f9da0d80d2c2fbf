/** A link of ours, whose value is a whole address. */
const ours = /^\{\{\s*(links\.\w+)\s*\}\}$/;

/**
 * Where a link leads, as a template: what a variable adds to it is encoded, so that no value ends the path or adds to the
 * query. `https://acme.example/{{ user.id }}` → `https://acme.example/{{ user.id | link_part }}`
 */
export function linkTarget(source: string): string {
  const [, link] = ours.exec(source.trim()) ?? [];
  if (link) return `{{ ${link} }}`;
  return source.replace(/\s*(-?\}\})/g, ' | link_part $1');
}
