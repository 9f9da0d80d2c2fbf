import { SimulationError } from '../simulation-error.ts';
import { type Data, read } from './paths.ts';
import type { Choice } from './states.ts';

const comparisons: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  BooleanEquals: (value, wanted) => value === wanted,
  NumericEquals: (value, wanted) => value === wanted,
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (value, wanted) => Number(value) >= Number(wanted),
  IsPresent: (value, wanted) => (value !== undefined) === wanted,
  IsNull: (value, wanted) => (value === null) === wanted,
};

/** Whether a choice applies. @throws SimulationError for a comparison that is unknown here */
export function applies(choice: Choice, data: unknown, context: Data): boolean {
  if (choice.And) return choice.And.every((each) => applies(each, data, context));
  if (choice.Or) return choice.Or.some((each) => applies(each, data, context));
  if (choice.Not) return !applies(choice.Not, data, context);
  const name = Object.keys(choice).find((key) => key !== 'Variable' && key !== 'Next') ?? '';
  const compare = comparisons[name];
  if (!compare) throw new SimulationError(`choice by ${name}: the simulation has no such comparison`);
  return compare(lookedAt(choice.Variable ?? '$', name === 'IsPresent', data, context), choice[name]);
}

function lookedAt(path: string, mayBeMissing: boolean, data: unknown, context: Data): unknown {
  try {
    return read(path, data, context);
  } catch (error) {
    if (mayBeMissing) return undefined;
    throw error;
  }
}
