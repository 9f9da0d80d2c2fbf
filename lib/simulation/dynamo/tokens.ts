import { SimulationError } from '../simulation-error.ts';

/** A path into an item, placeholders replaced: names, and places in lists. */
export type Path = readonly (string | number)[];

/** What an expression's placeholders stand for. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

const token = /\s*(?:(<>|<=|>=|[=<>(),+\-[\].])|([#:]?[A-Za-z_][\w-]*|[#:]\d\w*)|(\d+))/y;

/** Reads an expression token by token. @throws for what DynamoDB would not take */
export class Tokens {
  private readonly text: string;
  private readonly list: string[] = [];
  private at = 0;

  constructor(text: string) {
    this.text = text;
    token.lastIndex = 0;
    let from = 0;
    while (from < text.trimEnd().length) {
      token.lastIndex = from;
      const found = token.exec(text);
      if (!found) throw this.wrong(`unexpected ${JSON.stringify(text.slice(from, from + 10))}`);
      this.list.push(found[1] ?? found[2] ?? found[3] ?? '');
      from = token.lastIndex;
    }
  }

  get over(): boolean {
    return this.at >= this.list.length;
  }

  peek(ahead = 0): string | undefined {
    return this.list[this.at + ahead];
  }

  next(): string {
    const found = this.list[this.at];
    if (found === undefined) throw this.wrong('it ends too early');
    this.at += 1;
    return found;
  }

  /** Takes a word or sign if it comes next; words in any case. */
  take(wanted: string): boolean {
    if (this.peek()?.toUpperCase() !== wanted.toUpperCase()) return false;
    this.at += 1;
    return true;
  }

  expect(wanted: string): void {
    if (!this.take(wanted)) throw this.wrong(`expected ${wanted}, found ${this.peek() ?? 'its end'}`);
  }

  path({ names }: Placeholders): Path {
    const path: (string | number)[] = [this.name(names)];
    for (;;) {
      if (this.take('.')) path.push(this.name(names));
      else if (this.take('[')) {
        path.push(Number(this.next()));
        this.expect(']');
      } else return path;
    }
  }

  value({ values }: Placeholders): unknown {
    const name = this.next();
    if (!Object.hasOwn(values, name)) throw this.wrong(`${name} is not among its values`);
    return values[name];
  }

  wrong(what: string): Error {
    return new SimulationError(
      `DynamoDB expression ${JSON.stringify(this.text)}: ${what}; teach lib/simulation/dynamo`,
    );
  }

  private name(names: Placeholders['names']): string {
    const word = this.next();
    if (!word.startsWith('#')) return word;
    const name = names[word];
    if (name === undefined) throw this.wrong(`${word} is not among its names`);
    return name;
  }
}

/** Reads what lies at a path; `undefined` when nothing does. */
export function valueAt(item: unknown, path: Path): unknown {
  let value = item;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
