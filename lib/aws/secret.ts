/** A rotated secret is picked up within this time, without a redeploy. */
const keptMs = 5 * 60_000;

/** Whoever sends us what the secret does not fit makes us read it no more often than this. */
const doubtMs = 30_000;

/** A secret's text, and a way to doubt it. */
export interface Secret {
  (): Promise<string>;
  /** Reads it anew, because it did not fit; at most every half minute, and otherwise as it is held. */
  anew(): Promise<string>;
}

/**
 * A secret from Secrets Manager, read when first asked for and kept for minutes.
 *
 * @param now epoch milliseconds
 */
export function secret(id: string, now = () => Date.now(), read = readSecret): Secret {
  let held: { readonly value: Promise<string>; readonly at: number } | undefined;
  const within = (ms: number) => {
    if (!held || now() >= held.at + ms) {
      const value = read(id);
      held = { value, at: now() };
      // A failed read is not kept: the next one asks again.
      value.catch(() => {
        held = undefined;
      });
    }
    return held.value;
  };
  return Object.assign(() => within(keptMs), { anew: () => within(doubtMs) });
}

async function readSecret(id: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }));
  if (!SecretString) throw new Error(`the secret ${id} has no text; put a value in Secrets Manager`);
  return SecretString;
}
