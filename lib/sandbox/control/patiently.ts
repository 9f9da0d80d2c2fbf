/** Real milliseconds. HTTP clients commonly give up when nothing arrives for a minute or more. */
const patience = 30_000;

/**
 * Waits for an answer that may take longer than clients wait.
 *
 * @returns the answer; after half a minute, JSON that arrives: a space each half minute, which JSON allows before a value,
 *   and then the answer, or the answer's error thrown
 */
export async function patiently<T extends object>(answer: Promise<T>): Promise<T | AsyncIterableIterator<string>> {
  return (await inTime(answer)) ?? arriving(answer);
}

async function* arriving(answer: Promise<object>): AsyncIterableIterator<string> {
  let found: object | undefined;
  do {
    yield ' ';
    found = await inTime(answer);
  } while (!found);
  yield JSON.stringify(found);
}

async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}
