/** What one touch says, rendered for one person, before a provider's own format. */
export type Message = EmailMessage | PushMessage | InappMessage | SmsMessage | WhatsappMessage;

export interface EmailMessage {
  readonly channel: 'email';
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface PushMessage {
  readonly channel: 'push';
  readonly title: string;
  readonly body: string;
  /** Where a tap leads: an https or app link. */
  readonly url?: string;
}

export interface InappMessage {
  readonly channel: 'inapp';
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  /** How long it is shown, as journeys write durations: `7d`. @default as long as touches are kept */
  readonly expires?: string;
}

export interface SmsMessage {
  readonly channel: 'sms';
  readonly body: string;
}

/** A template that Meta has approved, or free text, which is allowed within 24 hours of the person's last message. */
export interface WhatsappMessage {
  readonly channel: 'whatsapp';
  /** What the person reads: sent as it is when there is no template. */
  readonly body: string;
  readonly template?: WhatsappTemplate;
}

/** How each provider names one approved template, and what fills its places. */
export interface WhatsappTemplate {
  /** Its name at Meta. */
  readonly name: string;
  /** Its language at Meta, such as `de` or `pt_BR`. */
  readonly language: string;
  /** Its `HX…` id at Twilio. */
  readonly contentSid?: string;
  /** By place, from `1`. */
  readonly variables: Readonly<Record<string, string>>;
}
