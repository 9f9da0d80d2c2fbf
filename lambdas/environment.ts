/** A setting that the stack gives this function. @throws naming what is missing */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`environment ${name}: missing; the stack sets it, so deploy this function with its stack`);
  return value;
}
