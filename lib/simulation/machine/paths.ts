import { SimulationError } from '../simulation-error.ts';

export type Data = Readonly<Record<string, unknown>>;

/** Reads a reference path such as `$.touch.wakeAt`; `$$` is the context object. */
export function read(path: string, data: unknown, context: Data): unknown {
  const parts = path.split('.');
  let value = parts[0] === '$$' ? context : data;
  for (const part of parts.slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
      throw new SimulationError(`${path}: the state machine reads what is not there`);
    }
    value = Reflect.get(value, part);
  }
  return value;
}

/** Fills a payload template: fields that end in `.$` are paths, or the one intrinsic function that is used here. */
export function filled(template: unknown, data: unknown, context: Data): unknown {
  if (Array.isArray(template)) return template.map((each) => filled(each, data, context));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), computed(String(value), data, context)]
        : [name, filled(value, data, context)],
    ),
  );
}

function computed(text: string, data: unknown, context: Data): unknown {
  const parse = /^States\.StringToJson\((\$[^)]*)\)$/.exec(text);
  if (parse) return JSON.parse(String(read(parse[1] ?? '$', data, context)));
  if (text.startsWith('States.')) {
    throw new SimulationError(`${text}: the simulation has no such function; teach lib/simulation/machine/paths.ts`);
  }
  return read(text, data, context);
}

/** The data with a result at a path; `null` leaves it as it is. */
export function placed(data: unknown, path: string | null | undefined, result: unknown): unknown {
  if (path === null) return data;
  if (path === undefined || path === '$') return result;
  const [name = '', ...rest] = path.split('.').slice(1);
  const before = (typeof data === 'object' && data !== null ? data : {}) as Data;
  return { ...before, [name]: rest.length === 0 ? result : placed(before[name] ?? {}, `$.${rest.join('.')}`, result) };
}
