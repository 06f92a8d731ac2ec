/** Everything the intake page says, in English. Other languages have the same members. */
const en = {
  languageName: 'English',
  documentTitle: 'Privacy requests',
  skip: 'Skip to the content',
  languages: 'Language',
  foot: 'Your answers stay in this browser tab until you send them. Files are checked and kept only if you send the request.',
  loading: 'Loading…',
  loadFailed: 'This page could not be loaded.',
  unknownProperty: 'This address names a site that we do not know. Check the address, or start from the site you came from.',
  tryAgain: 'Try again',
  offline: 'You are offline. Your answers are kept; go on when the connection is back.',
  online: 'You are online again.',
  choose: {
    title: 'What would you like to ask for?',
    lead: 'Choose one. You can add documents in the next step.',
    none: 'There is nothing to ask for here yet.',
  },
  form: {
    back: 'All requests',
    requiredHint: 'Answers are required unless marked “optional”.',
    optional: '(optional)',
    email: 'Email address',
    emailHint: 'We send the answer to this address.',
    phone: 'Phone number',
    phoneHint: 'With the country code, such as +44 20 7946 0000.',
    name: 'Your full name',
    selectNothing: 'Choose one',
    send: 'Send request',
    sending: 'Sending…',
    waitingForFiles: 'Waiting for your files, then the request is sent…',
    discard: 'Clear the form',
    discardQuestion: 'Clear all answers and remove the attached files?',
    problems: 'Please check your answers',
    fileWasRefused: 'A file was not attached while we waited, so the request is not sent yet.',
  },
  errors: {
    required: (label: string) => `${label}: this answer is needed.`,
    email: 'Enter an email address like name@example.com.',
    phone: 'Enter the phone number with its country code, such as +44 20 7946 0000.',
    fileRequired: (label: string) => `${label}: attach at least one file.`,
    oneIdentity: 'Give at least one way to tell who you are.',
  },
  send: {
    unreachable:
      'The request could not be sent, because the service cannot be reached. Your answers and files are kept. Send it again when you are online.',
    rateLimited: (wait: string) => `Too many requests came from your network. Your answers are kept. Try again ${wait}.`,
    failed:
      'The request could not be sent because something went wrong on our side. Your answers and files are kept. Please send it again.',
    refused: 'The request was not accepted:',
    filesGone: 'An attached file is no longer there, so the request is not sent. Choose the marked files again, then send.',
  },
  files: {
    choose: 'Choose files',
    chooseOne: (label: string) => `Choose files for ${label}`,
    drop: 'or drop them here',
    limits: (types: string, size: string, count: number) => `${types}. At most ${size} for each file, and at most ${count} files.`,
    or: 'or',
    waiting: 'Waiting…',
    uploading: (percent: number) => `Uploading, ${percent} %`,
    checking: 'Checking the file…',
    attached: 'Attached',
    removing: 'Removing…',
    cancel: 'Cancel',
    cancelOf: (name: string) => `Cancel the upload of ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    dismiss: 'Take off the list',
    dismissOf: (name: string) => `Take off the list: ${name}`,
    retry: 'Try again',
    retryOf: (name: string) => `Try again: ${name}`,
    progressOf: (name: string) => `Upload of ${name}`,
    said: {
      uploading: (name: string) => `${name}: uploading.`,
      checking: (name: string) => `${name}: checking.`,
      attached: (name: string) => `${name} is attached.`,
      removed: (name: string) => `${name} was removed.`,
      canceled: (name: string) => `The upload of ${name} was canceled.`,
      refused: (name: string, why: string) => `${name} is not attached. ${why}`,
    },
  },
  refusals: {
    too_large: ({ size }: RefusalFacts) => `This file is too large. The most is ${size}.`,
    empty: () => 'This file is empty. Choose one with content.',
    type_not_allowed: ({ types }: RefusalFacts) => `This type of file is not accepted here. Choose ${types}.`,
    type_mismatch: () =>
      'The content of this file is not what its name says. It may have been renamed or damaged. Choose the original file.',
    infected: () => 'A virus was found in this file, so it was not kept. Choose another file.',
    unscannable: () =>
      'This file cannot be checked for viruses, because it is locked with a password, damaged or packed too deeply. Choose an open copy.',
    scanner_unavailable: ({ wait }: RefusalFacts) =>
      `Files cannot be checked for viruses right now, so this one was not kept. Try again ${wait}.`,
    storage_unavailable: ({ wait }: RefusalFacts) => `Files cannot be stored right now. Try again ${wait}.`,
    rate_limited: ({ wait }: RefusalFacts) => `Too many files in a short time. Try again ${wait}.`,
    unreachable: () => 'The file could not be sent, because the service cannot be reached. Try again when you are online.',
    disabled: () => 'Files cannot be attached at the moment. You can send the request without them.',
    too_many: ({ count }: RefusalFacts) => `No more than ${count} files fit here. Remove one first.`,
    duplicate: () => 'This file is on the list already.',
    interrupted: () => 'The upload was interrupted when the page was closed. Choose the file again.',
    gone: () => 'This file was kept for a limited time and is gone. Choose it again.',
    not_removed: () =>
      'This file could not be removed, because the service cannot be reached. It is still attached. Try to remove it again.',
    unexpected: () => 'The file could not be attached because something went wrong on our side. Try again.',
  },
  wait: {
    soon: 'in a moment',
    seconds: (seconds: number) => (seconds === 1 ? 'in 1 second' : `in ${seconds} seconds`),
    minutes: (minutes: number) => (minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`),
  },
  done: {
    title: 'We have your request',
    lead: 'Thank you. It was sent, and you need not do anything now.',
    reference: 'Your reference number',
    referenceHint: 'Note it, in case you have a question about this request.',
    copy: 'Copy',
    copied: 'Copied.',
    next: 'What happens next',
    review: 'A person looks at your request and at your documents.',
    gather: 'We gather what is held about you, also from people who look it up by hand.',
    erase: 'People at our end look at what may be deleted, and delete it.',
    answer: (day: string) => `You get an answer by ${day} at the latest.`,
    answerByMail: (day: string) => `We answer to the email address you gave, by ${day} at the latest.`,
    answerWithoutMail: (day: string) =>
      `You get an answer by ${day} at the latest. You gave no email address, so no email comes. Keep your reference number.`,
    another: 'Ask for something else',
  },
};

/** Facts a refusal names. */
export interface RefusalFacts {
  readonly size: string;
  readonly types: string;
  readonly count: number;
  readonly wait: string;
}

/** Everything the intake page says, in one language. */
export type Texts = typeof en;

const de: Texts = {
  languageName: 'Deutsch',
  documentTitle: 'Datenschutzanfragen',
  skip: 'Zum Inhalt',
  languages: 'Sprache',
  foot: 'Ihre Angaben bleiben in diesem Browser-Tab, bis Sie sie absenden. Dateien werden geprüft und nur behalten, wenn Sie die Anfrage absenden.',
  loading: 'Wird geladen …',
  loadFailed: 'Diese Seite konnte nicht geladen werden.',
  unknownProperty:
    'Diese Adresse nennt eine Website, die wir nicht kennen. Prüfen Sie die Adresse, oder beginnen Sie auf der Website, von der Sie kommen.',
  tryAgain: 'Erneut versuchen',
  offline: 'Sie sind offline. Ihre Angaben bleiben erhalten; machen Sie weiter, sobald die Verbindung wieder da ist.',
  online: 'Sie sind wieder online.',
  choose: {
    title: 'Was möchten Sie anfragen?',
    lead: 'Wählen Sie eines aus. Unterlagen können Sie im nächsten Schritt hinzufügen.',
    none: 'Hier kann noch nichts angefragt werden.',
  },
  form: {
    back: 'Alle Anfragen',
    requiredHint: 'Angaben sind nötig, wenn sie nicht als „freiwillig“ bezeichnet sind.',
    optional: '(freiwillig)',
    email: 'E-Mail-Adresse',
    emailHint: 'An diese Adresse senden wir die Antwort.',
    phone: 'Telefonnummer',
    phoneHint: 'Mit Landesvorwahl, zum Beispiel +49 30 901820.',
    name: 'Ihr vollständiger Name',
    selectNothing: 'Bitte wählen',
    send: 'Anfrage absenden',
    sending: 'Wird gesendet …',
    waitingForFiles: 'Wir warten auf Ihre Dateien, dann wird die Anfrage gesendet …',
    discard: 'Formular leeren',
    discardQuestion: 'Alle Angaben löschen und die angehängten Dateien entfernen?',
    problems: 'Bitte prüfen Sie Ihre Angaben',
    fileWasRefused: 'Eine Datei wurde inzwischen nicht angenommen, deshalb ist die Anfrage noch nicht gesendet.',
  },
  errors: {
    required: (label) => `${label}: Diese Angabe wird gebraucht.`,
    email: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
    phone: 'Geben Sie die Telefonnummer mit Landesvorwahl ein, zum Beispiel +49 30 901820.',
    fileRequired: (label) => `${label}: Hängen Sie mindestens eine Datei an.`,
    oneIdentity: 'Geben Sie mindestens eine Angabe zu Ihrer Person.',
  },
  send: {
    unreachable:
      'Die Anfrage konnte nicht gesendet werden, weil der Dienst nicht erreichbar ist. Ihre Angaben und Dateien bleiben erhalten. Senden Sie sie noch einmal, wenn Sie online sind.',
    rateLimited: (wait) => `Aus Ihrem Netz kamen zu viele Anfragen. Ihre Angaben bleiben erhalten. Versuchen Sie es ${wait} noch einmal.`,
    failed:
      'Die Anfrage konnte wegen eines Fehlers bei uns nicht gesendet werden. Ihre Angaben und Dateien bleiben erhalten. Bitte senden Sie sie noch einmal.',
    refused: 'Die Anfrage wurde nicht angenommen:',
    filesGone:
      'Eine angehängte Datei ist nicht mehr da, deshalb ist die Anfrage nicht gesendet. Wählen Sie die markierten Dateien neu aus und senden Sie dann.',
  },
  files: {
    choose: 'Dateien auswählen',
    chooseOne: (label) => `Dateien für ${label} auswählen`,
    drop: 'oder hier ablegen',
    limits: (types, size, count) => `${types}. Höchstens ${size} je Datei und höchstens ${count} Dateien.`,
    or: 'oder',
    waiting: 'Wartet …',
    uploading: (percent) => `Wird hochgeladen, ${percent} %`,
    checking: 'Datei wird geprüft …',
    attached: 'Angehängt',
    removing: 'Wird entfernt …',
    cancel: 'Abbrechen',
    cancelOf: (name) => `Hochladen von ${name} abbrechen`,
    remove: 'Entfernen',
    removeOf: (name) => `${name} entfernen`,
    dismiss: 'Von der Liste nehmen',
    dismissOf: (name) => `Von der Liste nehmen: ${name}`,
    retry: 'Erneut versuchen',
    retryOf: (name) => `Erneut versuchen: ${name}`,
    progressOf: (name) => `Hochladen von ${name}`,
    said: {
      uploading: (name) => `${name} wird hochgeladen.`,
      checking: (name) => `${name} wird geprüft.`,
      attached: (name) => `${name} ist angehängt.`,
      removed: (name) => `${name} wurde entfernt.`,
      canceled: (name) => `Das Hochladen von ${name} wurde abgebrochen.`,
      refused: (name, why) => `${name} ist nicht angehängt. ${why}`,
    },
  },
  refusals: {
    too_large: ({ size }) => `Diese Datei ist zu groß. Erlaubt sind höchstens ${size}.`,
    empty: () => 'Diese Datei ist leer. Wählen Sie eine mit Inhalt.',
    type_not_allowed: ({ types }) => `Diese Art von Datei wird hier nicht angenommen. Möglich sind ${types}.`,
    type_mismatch: () =>
      'Der Inhalt dieser Datei entspricht nicht ihrem Namen. Vielleicht wurde sie umbenannt oder ist beschädigt. Wählen Sie die ursprüngliche Datei.',
    infected: () => 'In dieser Datei wurde ein Virus gefunden, deshalb wurde sie nicht behalten. Wählen Sie eine andere Datei.',
    unscannable: () =>
      'Diese Datei kann nicht auf Viren geprüft werden, weil sie mit einem Passwort geschützt, beschädigt oder zu tief verpackt ist. Wählen Sie eine offene Kopie.',
    scanner_unavailable: ({ wait }) =>
      `Dateien können gerade nicht auf Viren geprüft werden, deshalb wurde diese nicht behalten. Versuchen Sie es ${wait} noch einmal.`,
    storage_unavailable: ({ wait }) => `Dateien können gerade nicht gespeichert werden. Versuchen Sie es ${wait} noch einmal.`,
    rate_limited: ({ wait }) => `Zu viele Dateien in kurzer Zeit. Versuchen Sie es ${wait} noch einmal.`,
    unreachable: () =>
      'Die Datei konnte nicht gesendet werden, weil der Dienst nicht erreichbar ist. Versuchen Sie es noch einmal, wenn Sie online sind.',
    disabled: () => 'Zurzeit können keine Dateien angehängt werden. Sie können die Anfrage ohne sie senden.',
    too_many: ({ count }) => `Mehr als ${count} Dateien passen hier nicht. Entfernen Sie zuerst eine.`,
    duplicate: () => 'Diese Datei steht schon auf der Liste.',
    interrupted: () => 'Das Hochladen wurde unterbrochen, als die Seite geschlossen wurde. Wählen Sie die Datei noch einmal aus.',
    gone: () => 'Diese Datei wurde nur eine begrenzte Zeit aufbewahrt und ist nicht mehr da. Wählen Sie sie noch einmal aus.',
    not_removed: () =>
      'Diese Datei konnte nicht entfernt werden, weil der Dienst nicht erreichbar ist. Sie ist noch angehängt. Versuchen Sie noch einmal, sie zu entfernen.',
    unexpected: () => 'Die Datei konnte wegen eines Fehlers bei uns nicht angehängt werden. Versuchen Sie es noch einmal.',
  },
  wait: {
    soon: 'gleich',
    seconds: (seconds) => (seconds === 1 ? 'in 1 Sekunde' : `in ${seconds} Sekunden`),
    minutes: (minutes) => (minutes === 1 ? 'in 1 Minute' : `in ${minutes} Minuten`),
  },
  done: {
    title: 'Ihre Anfrage ist angekommen',
    lead: 'Vielen Dank. Sie wurde gesendet, und Sie müssen jetzt nichts weiter tun.',
    reference: 'Ihre Vorgangsnummer',
    referenceHint: 'Notieren Sie sie für den Fall, dass Sie eine Frage zu dieser Anfrage haben.',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    next: 'Wie es weitergeht',
    review: 'Ein Mensch sieht sich Ihre Anfrage und Ihre Unterlagen an.',
    gather: 'Wir stellen zusammen, was über Sie gespeichert ist, auch von Menschen, die von Hand nachsehen.',
    erase: 'Bei uns prüfen Menschen, was gelöscht werden darf, und löschen es.',
    answer: (day) => `Sie erhalten eine Antwort, spätestens am ${day}.`,
    answerByMail: (day) => `Wir antworten an die E-Mail-Adresse, die Sie angegeben haben, spätestens am ${day}.`,
    answerWithoutMail: (day) =>
      `Sie erhalten eine Antwort, spätestens am ${day}. Sie haben keine E-Mail-Adresse angegeben, deshalb kommt keine E-Mail. Bewahren Sie Ihre Vorgangsnummer auf.`,
    another: 'Etwas anderes anfragen',
  },
};

/** The languages of the page; each is offered under its own name. */
export const languages = { en, de } as const;

/** A language of the page. */
export type Language = keyof typeof languages;
