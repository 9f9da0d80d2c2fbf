/** The words of one language, as people write them; case, accents and punctuation are folded before they are compared. */
export interface LanguageWords {
  /** What ends messages when it is all that a message says. Words that also say something else alone are left out. */
  readonly stop: readonly string[];
  /** Asks who writes, and how to end it. */
  readonly help?: readonly string[];
  /** Said before or after a keyword, and no part of it. */
  readonly courtesy: readonly string[];
  /** Words of `stop` that mean something else within a sentence: there they are not looked for. */
  readonly ordinary?: readonly string[];
  /** What somebody should read where it is all that a message says. */
  readonly alone: readonly string[];
  /** What somebody should read where a message holds it, whatever else it says. */
  readonly review: readonly string[];
}

/**
 * 47 CFR 64.1200(a)(10): these always end text messages to and from the United States; "opt out" may be one word or two.
 * They are obeyed from everybody.
 */
const unitedStates = ['stop', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe'];

/** Beyond the law's, as carriers and AWS know them: https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html */
const carriers = ['stopall', 'stop all', 'remove'];

/** The label of WhatsApp's own opt-out button for marketing templates. */
const whatsapp = ['stop promotions'];

/**
 * By language. A person answers in their own language, which is not always that of the message, so the words of all
 * languages are obeyed from everybody. French `arrêt` and `aide` are those that Canadian carriers ask for
 * (https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-rcs-launch-ca-french.md); the others are what the
 * languages call it. Spanish "alto" and French "fin", say, are ordinary answers too, and so are only read by somebody (`alone`).
 */
export const wordsByLanguage: Readonly<Record<string, LanguageWords>> = {
  en: {
    stop: [...unitedStates, ...carriers, ...whatsapp],
    help: ['help', 'info'],
    ordinary: ['remove'],
    alone: ['enough', 'stopit', 'no more', 'halt'],
    courtesy: ['please', 'pls', 'plz', 'thanks', 'thank you', 'thx'],
    review: [
      'unsub',
      'unsubscribed',
      'unsubscribing',
      'unsubscribe me',
      'stopping',
      'stopped',
      'opt me out',
      'opting out',
      'remove me',
      'remove my',
      'take me off',
      'leave me alone',
      'do not text',
      'do not contact',
      'do not message',
      'dont text',
      'dont contact',
      'dont message',
      'no more texts',
      'no more messages',
      'wrong number',
      'not interested',
    ],
  },
  de: {
    stop: [
      'stopp',
      'stoppen',
      'abmelden',
      'abmeldung',
      'abbestellen',
      'austragen',
      'beenden',
      'ende',
      'widerruf',
      'widerrufen',
    ],
    help: ['hilfe'],
    ordinary: ['ende', 'beenden'],
    alone: ['schluss', 'genug', 'halt', 'aus', 'nicht mehr'],
    courtesy: ['bitte', 'danke', 'vielen dank'],
    review: [
      'abmelde',
      'abgemeldet',
      'melde mich ab',
      'meldet mich ab',
      'abbestelle',
      'kündigen',
      'löschen',
      'aufhören',
      'hört auf',
      'hör auf',
      'keine nachrichten',
      'keine sms',
      'keine werbung',
      'will ich nicht mehr',
      'möchte ich nicht mehr',
      'lasst mich in ruhe',
      'falsche nummer',
    ],
  },
  fr: {
    stop: [
      'arrêt',
      'arrêter',
      'arrêtez',
      'désabonner',
      'désabonnement',
      'me désabonner',
      'désinscrire',
      'désinscription',
      'me désinscrire',
    ],
    help: ['aide'],
    alone: ['fin', 'assez', 'annuler', 'supprimer'],
    courtesy: ["s'il vous plaît", "s'il te plaît", 'svp', 'stp', 'merci'],
    review: [
      'résilier',
      'désabonnez',
      'désinscrivez',
      'supprimez',
      'plus de messages',
      'plus de sms',
      'ne plus recevoir',
      'laissez moi tranquille',
      'mauvais numéro',
    ],
  },
  es: {
    stop: [
      'baja',
      'dar de baja',
      'darme de baja',
      'darse de baja',
      'parar',
      'detener',
      'cancelar',
      'cancelar suscripción',
    ],
    help: ['ayuda'],
    ordinary: ['baja', 'detener', 'cancelar'],
    alone: ['para', 'alto', 'fin', 'basta', 'anular', 'eliminar', 'no más'],
    courtesy: ['por favor', 'gracias'],
    review: ['de baja', 'no más mensajes', 'no quiero más', 'no quiero recibir', 'no me escriban', 'número equivocado'],
  },
  pt: {
    stop: ['parar', 'pare', 'sair', 'cancelar', 'cancelar inscrição', 'cancelar subscrição', 'descadastrar', 'remover'],
    help: ['ajuda'],
    ordinary: ['sair', 'pare', 'remover'],
    alone: ['para', 'chega', 'fim', 'basta', 'excluir'],
    courtesy: ['por favor', 'obrigado', 'obrigada'],
    review: [
      'descadastre',
      'me tire',
      'me remova',
      'não quero mais',
      'não quero receber',
      'não me mande',
      'número errado',
    ],
  },
  it: {
    stop: [
      'ferma',
      'fermare',
      'cancellami',
      'cancella iscrizione',
      'annulla iscrizione',
      'disiscrivi',
      'disiscrivimi',
      'disiscrizione',
      'disdici',
      'revoca',
    ],
    help: ['aiuto'],
    ordinary: ['ferma'],
    alone: ['basta', 'fine', 'annulla', 'cancella', 'rimuovi'],
    courtesy: ['per favore', 'per piacere', 'grazie'],
    review: ['disdire', 'non scrivetemi', 'non voglio più', 'non voglio ricevere', 'numero sbagliato'],
  },
  nl: {
    stop: ['stoppen', 'afmelden', 'uitschrijven', 'opzeggen', 'beëindigen'],
    help: ['hulp'],
    alone: ['genoeg', 'annuleren', 'uit'],
    courtesy: ['alsjeblieft', 'alstublieft', 'aub', 'svp', 'bedankt', 'dank je', 'dank u'],
    review: ['meld mij af', 'meld me af', 'schrijf mij uit', 'geen berichten', 'wil ik niet meer', 'verkeerd nummer'],
  },
};
