/** The five ways to reach a person. */
export const channels = ['email', 'push', 'sms', 'whatsapp', 'inapp'] as const;
export type Channel = (typeof channels)[number];

/** Why a message is sent: `transactional` is exempt from caps and marketing consent, never from suppression. */
export const purposes = ['marketing', 'transactional'] as const;
export type Purpose = (typeof purposes)[number];
