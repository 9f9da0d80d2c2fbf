interface Page {
  readonly Items?: Record<string, unknown>[] | undefined;
  readonly LastEvaluatedKey?: Record<string, unknown> | undefined;
}

/** The items of a query page by page, each asked for when the one before is done with. */
export async function* pages(
  ask: (from: { readonly ExclusiveStartKey?: Record<string, unknown> }) => Promise<Page>,
): AsyncGenerator<readonly Record<string, unknown>[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await ask(from ? { ExclusiveStartKey: from } : {});
    yield Items;
    from = LastEvaluatedKey;
  } while (from);
}
