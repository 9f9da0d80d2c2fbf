/** Something that happens outside, at an instant: all that a simulation does not make itself. */
export type Fact = { readonly at: number } & (
  | EventFact
  | {
      /** The one-click link of an email. */
      readonly does: 'unsubscribe';
      readonly user: string;
      readonly touch: string;
      readonly id: string;
    }
  | {
      /** A text message to us. */
      readonly does: 'text';
      readonly from: string;
      readonly text: string;
      readonly id: string;
    }
  | {
      /** Their page of preferences. */
      readonly does: 'prefer';
      readonly user: string;
      /** Unsubscribes from everything, pauses for 30 days, or ends a pause. */
      readonly choice: 'leave' | 'pause' | 'resume';
      readonly id: string;
    }
  | {
      /** Somebody taps a short link. */
      readonly does: 'follow';
      readonly link: string;
      readonly id: string;
    }
  | {
      /** Twilio's receipt of a message. */
      readonly does: 'receipt';
      readonly touch: string;
      readonly status: string;
      readonly to: string;
      readonly id: string;
    }
  | {
      /** The app reads the inbox and marks a message. */
      readonly does: 'read';
      readonly user: string;
      readonly touch: string;
      readonly kind: 'displayed' | 'clicked';
      readonly id: string;
    }
  | {
      /** Any other request to the HTTP API. */
      readonly does: 'request';
      readonly function: string;
      readonly method: string;
      readonly path: string;
      readonly query?: string;
      readonly parameters?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly id: string;
    }
);

export interface EventFact {
  readonly does: 'tell';
  /** An app's event, or one that AWS publishes on the default bus. */
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly source?: string;
  readonly bus?: string;
}

/** Of a fact that is an app's event: when it occurred, epoch milliseconds. */
export const occurredAt = (fact: { readonly at: number; readonly detail: EventFact['detail'] }): number =>
  typeof fact.detail.occurredAt === 'string' ? Date.parse(fact.detail.occurredAt) : Math.floor(fact.at / 1000) * 1000;
