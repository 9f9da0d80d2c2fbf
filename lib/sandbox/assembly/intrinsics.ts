import { AssemblyError } from '../errors.ts';
import { type Fields, isFields } from '../fields.ts';

/** Answers what templates ask about each other. Each throws AssemblyError for what it does not know. */
export interface References {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  exported(name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, key: string, second: string): unknown;
}

/** Stands for `AWS::NoValue`: the member or element that has it goes away. */
export const noValue = Symbol('AWS::NoValue');

/**
 * Evaluates the intrinsic functions of a template's value.
 *
 * @throws AssemblyError naming the function or reference that cannot be resolved
 */
export function resolveValue(value: unknown, references: References): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolveValue(item, references)).filter((item) => item !== noValue);
  if (!isFields(value)) return value;
  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::') || only === 'Condition')) {
    const evaluate = functions[only];
    if (evaluate) return evaluate(value[only], references);
    if (only !== 'Condition') {
      throw new AssemblyError(only, 'the sandbox does not know this intrinsic function', 'write the value another way');
    }
  }
  const resolved = Object.entries(value).map(([key, member]) => [key, resolveValue(member, references)] as const);
  return Object.fromEntries(resolved.filter(([, member]) => member !== noValue));
}

type Intrinsic = (argument: unknown, references: References) => unknown;

const list = (argument: unknown, references: References): unknown[] => {
  const resolved = resolveValue(argument, references);
  return Array.isArray(resolved) ? resolved : [resolved];
};

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const functions: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, references) => references.ref(text(argument)),
  'Fn::GetAtt': (argument, references) => {
    const [id, ...rest] = Array.isArray(argument) ? argument.map(text) : text(argument).split('.');
    return references.attribute(id ?? '', rest.join('.'));
  },
  'Fn::ImportValue': (argument, references) => references.exported(text(resolveValue(argument, references))),
  'Fn::Join': (argument, references) => {
    const [separator, parts] = Array.isArray(argument) ? argument : [];
    return list(parts, references).map(text).join(text(separator));
  },
  'Fn::Split': (argument, references) => {
    const [separator, whole] = list(argument, references);
    return text(whole).split(text(separator));
  },
  'Fn::Select': (argument, references) => {
    const [index, items] = list(argument, references);
    return Array.isArray(items) ? items[Number(index)] : undefined;
  },
  'Fn::Sub': (argument, references) => {
    const [template, values] = Array.isArray(argument) ? argument : [argument, {}];
    const own = resolveValue(values ?? {}, references) as Fields;
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(own, name)) return text(own[name]);
      const dot = name.indexOf('.');
      return text(dot < 0 ? references.ref(name) : references.attribute(name.slice(0, dot), name.slice(dot + 1)));
    });
  },
  'Fn::FindInMap': (argument, references) => {
    const [map, key, second] = list(argument, references).map(text);
    return references.mapping(map ?? '', key ?? '', second ?? '');
  },
  'Fn::Base64': (argument, references) => Buffer.from(text(resolveValue(argument, references))).toString('base64'),
  'Fn::If': (argument, references) => {
    const [condition, then, otherwise] = Array.isArray(argument) ? argument : [];
    return resolveValue(references.condition(text(condition)) ? then : otherwise, references);
  },
  'Fn::Equals': (argument, references) => {
    const [left, right] = list(argument, references);
    return text(left) === text(right);
  },
  'Fn::And': (argument, references) => list(argument, references).every((each) => each === true),
  'Fn::Or': (argument, references) => list(argument, references).some((each) => each === true),
  'Fn::Not': (argument, references) => list(argument, references)[0] !== true,
  Condition: (argument, references) => (typeof argument === 'string' ? references.condition(argument) : argument),
};
