import type { Inventory } from '../assembly/inventory.ts';
import type { Resource } from '../assembly/resource.ts';
import { AssemblyError } from '../errors.ts';
import { fieldsOf, numberOf, textOf } from '../fields.ts';
import { region } from '../region.ts';

/** A function as the template declares it. */
export interface FunctionSpec {
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Where its bundled code lies; undefined when the template has it inline or the asset is not there. */
  readonly codeDirectory: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly asynchronous: AsyncConfig;
}

/** How asynchronous invocations of a function fail. */
export interface AsyncConfig {
  readonly retries: number;
  readonly maxAgeMs: number;
  /** ARN that gets the event itself. */
  readonly deadLetter: string | undefined;
  /** ARN that gets a record of the failed invocation. */
  readonly onFailure: string | undefined;
}

const defaultMaxAge = 6 * 3600;

/** Reads every function of the assembly. */
export function functionSpecs(inventory: Inventory): FunctionSpec[] {
  const configs = inventory.all('AWS::Lambda::EventInvokeConfig');
  return inventory.all('AWS::Lambda::Function').map((resource) => {
    const config = configs.find(({ properties }) => properties.FunctionName === resource.name);
    return specOf(resource, config, inventory);
  });
}

function specOf(resource: Resource, config: Resource | undefined, inventory: Inventory): FunctionSpec {
  const { name, logicalId, arn, properties } = resource;
  const onFailure = fieldsOf(fieldsOf(fieldsOf(config?.properties).DestinationConfig).OnFailure);
  const variables = Object.entries(fieldsOf(fieldsOf(properties.Environment).Variables));
  return {
    name,
    logicalId,
    arn,
    handler: textOf(properties.Handler) ?? 'index.handler',
    timeoutMs: (numberOf(properties.Timeout) ?? 3) * 1000,
    memoryMb: numberOf(properties.MemorySize) ?? 128,
    codeDirectory: inventory.asset(textOf(fieldsOf(properties.Code).S3Key) ?? ''),
    environment: Object.fromEntries(variables.map(([key, value]) => [key, String(value)])),
    asynchronous: {
      retries: numberOf(config?.properties.MaximumRetryAttempts) ?? 2,
      maxAgeMs: (numberOf(config?.properties.MaximumEventAgeInSeconds) ?? defaultMaxAge) * 1000,
      deadLetter: textOf(fieldsOf(properties.DeadLetterConfig).TargetArn),
      onFailure: textOf(onFailure.Destination),
    },
  };
}

/** What Lambda itself puts into a function's environment. */
export function runtimeEnvironment(spec: FunctionSpec, codeDirectory: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: codeDirectory,
    _HANDLER: spec.handler,
    TZ: ':UTC',
  };
}

/** The directory of a function's code. @throws AssemblyError when the assembly does not carry it */
export function codeOf(spec: FunctionSpec): string {
  if (spec.codeDirectory !== undefined) return spec.codeDirectory;
  throw new AssemblyError(
    spec.name,
    'its code is not among the assets of the assembly',
    'bundle it with Code.fromAsset, then synthesize again',
  );
}
