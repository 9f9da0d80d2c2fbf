/** One line of JSON to CloudWatch Logs. Ids and reasons only: no address, no name, no message text. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  process.stdout.write(`${JSON.stringify({ level, message, function: functionName(), ...fields })}\n`);
}

export const functionName = (): string => process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown';
