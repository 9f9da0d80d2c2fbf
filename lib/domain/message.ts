/** What one touch says, rendered for one person, before a provider's own format. */
export type Message = EmailMessage | PushMessage | InappMessage | TextMessage;

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
}

export interface TextMessage {
  readonly channel: 'sms' | 'whatsapp';
  readonly body: string;
}
