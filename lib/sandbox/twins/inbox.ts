import { type Fields, fieldsOf, textOf } from '../fields.ts';
import type { Outbox } from '../outbox.ts';

/** The in-app inbox is a provider too: the first write of each message into the table is its acceptance. */
export class InboxWatch {
  private readonly seen = new Set<string>();
  private readonly outbox: Outbox;

  constructor(outbox: Outbox) {
    this.outbox = outbox;
  }

  /** Whether an item or key is that of an in-app message. */
  watches(key: Fields): boolean {
    return (textOf(fieldsOf(key.sk).S) ?? '').startsWith('INBOX#');
  }

  written(table: string, item: Fields): void {
    const [pk, sk] = [textOf(fieldsOf(item.pk).S) ?? '', textOf(fieldsOf(item.sk).S) ?? ''];
    const key = `${table} ${pk} ${sk}`;
    const touchId = textOf(fieldsOf(item.touchId).S);
    if (this.seen.has(key) || touchId === undefined) return;
    this.seen.add(key);
    const [title, text] = [textOf(fieldsOf(item.title).S), textOf(fieldsOf(item.body).S)];
    this.outbox.accept({
      touchId,
      channel: 'inapp',
      provider: 'inbox',
      providerId: touchId,
      to: pk.replace(/^USER#/, ''),
      content: { ...(title !== undefined && { title }), ...(text !== undefined && { text }) },
      request: item,
    });
  }
}
