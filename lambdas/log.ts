/** One line of JSON to CloudWatch Logs. Ids and reasons only: no address, no name, no message text. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  process.stdout.write(
    `${JSON.stringify({ level, message, function: process.env.AWS_LAMBDA_FUNCTION_NAME, ...fields })}\n`,
  );
}

/** Adds one to a CloudWatch metric of this function, through the embedded metric format. */
export function count(metric: string): void {
  const dimensions = { Function: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown' };
  const directive = {
    Namespace: 'Polyphony',
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: metric, Unit: 'Count' }],
  };
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, ...dimensions, [metric]: 1 };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
