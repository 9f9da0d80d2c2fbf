/** The words of the frame in one language. */
export interface Words {
  /** Why the reader gets this; `{{ company.name }}` may stand in it. */
  readonly because: string;
  /** The link to their preferences. */
  readonly choose: string;
  readonly unsubscribe: string;
}

export interface FrameWords {
  readonly marketing: Words;
  /** A message somebody needs offers no way to unsubscribe from it. */
  readonly transactional: Omit<Words, 'unsubscribe'>;
}

/** By locale. An email whose language is not here gets its frame along the catalog's chain. */
export const frameWords: Readonly<Record<string, FrameWords>> = {
  en: {
    marketing: {
      because: 'You get this because you asked for news and tips from {{ company.name }}.',
      choose: 'Choose what you get',
      unsubscribe: 'Unsubscribe from these emails',
    },
    transactional: {
      because: 'You get this because it concerns your account at {{ company.name }}.',
      choose: 'Choose what you get',
    },
  },
  de: {
    marketing: {
      because: 'Du bekommst diese E-Mail, weil du dir Neues und Tipps von {{ company.name }} gewünscht hast.',
      choose: 'Aussuchen, was du bekommst',
      unsubscribe: 'Von diesen E-Mails abmelden',
    },
    transactional: {
      because: 'Du bekommst diese E-Mail, weil sie dein Konto bei {{ company.name }} betrifft.',
      choose: 'Aussuchen, was du bekommst',
    },
  },
};
