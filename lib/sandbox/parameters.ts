import type { Inventory } from './assembly/inventory.ts';
import { AwsError } from './errors.ts';
import { listOf, textOf } from './fields.ts';
import type { Service } from './wire/call.ts';

/** The SSM parameters of the assembly, reading only. */
export function parameterStore(inventory: Inventory): Service {
  const parameters = inventory.all('AWS::SSM::Parameter').map(({ name, arn, properties }) => ({
    Name: name,
    ARN: arn,
    Type: textOf(properties.Type) ?? 'String',
    Value: String(properties.Value),
    Version: 1,
  }));
  const find = (reference: unknown) => parameters.find(({ Name, ARN }) => reference === Name || reference === ARN);
  return {
    name: 'SSM',
    operations: {
      GetParameter: (input) => {
        const found = find(input.Name);
        if (!found) throw new AwsError('ParameterNotFound', `Parameter ${String(input.Name)} not found.`);
        return { Parameter: found };
      },
      GetParameters: (input) => {
        const names = listOf(input.Names);
        return {
          Parameters: names.flatMap((name) => find(name) ?? []),
          InvalidParameters: names.filter((name) => !find(name)),
        };
      },
      GetParametersByPath: (input) => {
        const path = `${(textOf(input.Path) ?? '').replace(/\/$/, '')}/`;
        return { Parameters: parameters.filter(({ Name }) => Name.startsWith(path)) };
      },
    },
  };
}
