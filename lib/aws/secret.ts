/** A rotated secret is picked up within this time, without a redeploy. */
const keptMs = 5 * 60_000;

/**
 * A secret from Secrets Manager, read when first asked for and kept for minutes.
 *
 * @param now epoch milliseconds
 */
export function secret(id: string, now = () => Date.now()): () => Promise<string> {
  let held: { readonly value: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (!held || now() >= held.until) {
      const value = read(id);
      held = { value, until: now() + keptMs };
      // A failed read is not kept: the next one asks again.
      value.catch(() => {
        held = undefined;
      });
    }
    return held.value;
  };
}

async function read(id: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }));
  if (!SecretString) throw new Error(`the secret ${id} has no text; put a value in Secrets Manager`);
  return SecretString;
}
