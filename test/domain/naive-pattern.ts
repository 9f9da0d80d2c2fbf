/**
 * Event patterns once more, straight from the user guide and without a thought for speed: first every choice of one
 * element from each array of the event, then a walk of pattern and event side by side. It shares no code with the
 * matcher it is compared with, and knows only patterns that are valid.
 */
type Json = unknown;
type Tree = { [name: string]: Json };

const isTree = (value: Json): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

export function naivelyMatches(pattern: Tree, event: Tree): boolean {
  return readings(event).some((reading) => walk(pattern, [reading as Tree]));
}

/** Every way to choose one object (or inner array) from each array; its plain values stay together, in a Set. */
function readings(value: Json): Json[] {
  if (Array.isArray(value)) {
    const plain = new Set(value.filter((element) => typeof element !== 'object' || element === null));
    const nested = value.filter((element) => typeof element === 'object' && element !== null);
    const chosen = nested.flatMap(readings).map((reading) => [plain, reading]);
    return chosen.length > 0 ? chosen : [[plain]];
  }
  if (!isTree(value)) return [value];
  let whole: Tree[] = [{}];
  for (const [name, inner] of Object.entries(value)) {
    whole = whole.flatMap((tree) => readings(inner).map((reading) => ({ ...tree, [name]: reading })));
  }
  return whole;
}

/** What lies at a place, arrays opened: plain values and objects. */
function open(value: Json): { leaves: Json[]; trees: Tree[] } {
  if (value instanceof Set) return { leaves: [...value], trees: [] };
  if (isTree(value)) return { leaves: [], trees: [value] };
  if (!Array.isArray(value)) return { leaves: [value], trees: [] };
  const parts = value.map(open);
  return { leaves: parts.flatMap(({ leaves }) => leaves), trees: parts.flatMap(({ trees }) => trees) };
}

function walk(pattern: Tree, places: Tree[]): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') return (wanted as Tree[]).some((alternative) => walk(alternative, places));
    const found = places.filter((place) => Object.hasOwn(place, name)).map((place) => open(place[name]));
    if (isTree(wanted))
      return walk(
        wanted,
        found.flatMap(({ trees }) => trees),
      );
    const leaves = found.flatMap((part) => part.leaves);
    return (wanted as Json[]).some((value) =>
      isTree(value) && value.exists === false ? leaves.length === 0 : leaves.some((leaf) => fits(value, leaf)),
    );
  });
}

function fits(wanted: Json, leaf: Json): boolean {
  if (!isTree(wanted)) return wanted === leaf;
  const [[operator, operand]] = Object.entries(wanted) as [[string, Json]];
  if (operator === 'exists') return true;
  if (operator === 'anything-but') {
    if (isTree(operand)) {
      const [[inner, texts]] = Object.entries(operand) as [[string, Json]];
      return ![texts].flat().some((text) => fits({ [inner]: text }, leaf));
    }
    return ![operand].flat().includes(leaf);
  }
  if (operator === 'numeric') {
    if (typeof leaf !== 'number') return false;
    const terms = operand as (string | number)[];
    for (let at = 0; at < terms.length; at += 2) {
      const [sign, bound] = [terms[at], terms[at + 1] as number];
      const order = leaf < bound ? '<' : leaf > bound ? '>' : '=';
      if (!String(sign).includes(order)) return false;
    }
    return true;
  }
  if (typeof leaf !== 'string') return false;
  if (isTree(operand))
    return fits({ [operator]: String(operand['equals-ignore-case']).toUpperCase() }, leaf.toUpperCase());
  const text = String(operand);
  if (operator === 'prefix') return leaf.slice(0, text.length) === text;
  if (operator === 'suffix') return text === '' || leaf.slice(-text.length) === text;
  if (operator === 'equals-ignore-case') return leaf.toUpperCase() === text.toUpperCase();
  if (operator === 'wildcard') return glob(text, leaf);
  throw new Error(`the naive matcher has no ${operator}`);
}

function glob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) return glob(pattern.slice(1), text) || (text !== '' && glob(pattern, text.slice(1)));
  const [character, rest] = pattern.startsWith('\\') ? [pattern[1], pattern.slice(2)] : [pattern[0], pattern.slice(1)];
  return text !== '' && text[0] === character && glob(rest, text.slice(1));
}
