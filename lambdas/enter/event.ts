/** What a journey's rule delivers: which journey, and the event as its target's transformer arranged it. */
export interface Entry {
  readonly journey: string;
  readonly event: {
    readonly id: string;
    readonly time: string;
    readonly source: string;
    readonly detailType: string;
    readonly detail: unknown;
  };
}

/** The envelope that EventBridge would have delivered without the transformer; nothing for what is no such delivery. */
export function envelopeOf(delivered: Entry | null | undefined): unknown {
  if (typeof delivered?.journey !== 'string' || typeof delivered.event !== 'object' || delivered.event === null)
    return undefined;
  const { detailType, ...event } = delivered.event;
  return { ...event, 'detail-type': detailType };
}
