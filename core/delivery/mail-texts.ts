import type { MailLanguage } from '../../contracts/settings.ts';
import { escapeHtml } from '../packages/escape-html.ts';
import type { Mail } from './ports.ts';

/** What the mail to a person tells. */
export interface PackageFacts {
  readonly requestId: string;
  readonly link: string;
  readonly validUntil: Date;
}

/** What the reminder to reviewers tells. No identity: a mailbox is no place for it. */
export interface ReminderFacts {
  readonly deskUrl: string;
  readonly requests: readonly { readonly id: string; readonly daysLeft: number }[];
}

/** The words of a mail, without an address. */
export type MailWords = Omit<Mail, 'to'>;

/** Requests one reminder lists by name; of more than these it tells the count, and the desk shows them all. */
export const listedRequests = 200;

/** The mail with the link. Its subject holds nothing about the person or the request, since subjects are shown on locked screens. */
export function packageMail(language: MailLanguage, { requestId, link, validUntil }: PackageFacts): MailWords {
  const words = packageWords[language];
  const until = words.until(moment(language, validUntil));
  const about = words.about(requestId);
  return {
    subject: words.subject,
    text: paragraphs(words.greeting, words.ready, `${words.open}:\n${link}`, until, words.content, words.secret, words.latest, about),
    html: page(
      language,
      words.subject,
      ...[words.greeting, words.ready].map(paragraph),
      `<p><a href="${escapeHtml(link)}">${escapeHtml(words.open)}</a></p>`,
      ...[until, words.content, words.secret, words.latest, about].map(paragraph),
    ),
  };
}

/** The reminder of due dates, the most urgent request first. */
export function reminderMail(language: MailLanguage, { deskUrl, requests }: ReminderFacts): MailWords {
  const words = reminderWords[language];
  const sorted = [...requests].sort((a, b) => a.daysLeft - b.daysLeft);
  const lines = sorted.slice(0, listedRequests).map(({ id, daysLeft }) => `${id}: ${words.daysLeft(daysLeft)}`);
  const more = sorted.length > listedRequests ? [words.more(sorted.length - listedRequests)] : [];
  const intro = words.intro(requests.length);
  return {
    subject: words.subject,
    text: paragraphs(intro, [...lines.map((line) => `- ${line}`), ...more].join('\n'), `${words.desk}:\n${deskUrl}`),
    html: page(
      language,
      words.subject,
      paragraph(intro),
      `<ul>${[...lines, ...more].map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      `<p><a href="${escapeHtml(deskUrl)}">${escapeHtml(words.desk)}</a></p>`,
    ),
  };
}

const packageWords = {
  en: {
    subject: 'Your data is ready to download',
    greeting: 'Hello,',
    ready: 'you asked for the data that is held about you. It is ready.',
    open: 'Download your data',
    until: (time: string) => `The link works until ${time}.`,
    content: 'You get one ZIP file. Open report.html in it to read your data; package.json and the CSV files hold the same for programs.',
    secret: 'Keep the link to yourself: whoever has it can download your data. Nobody will ask you for a password.',
    latest: 'If you got more than one mail like this, only the link in the latest one works.',
    about: (id: string) => `The number of your request is ${id}.`,
  },
  de: {
    subject: 'Ihre Daten stehen zum Herunterladen bereit',
    greeting: 'Guten Tag,',
    ready: 'Sie haben nach den Daten gefragt, die über Sie gespeichert sind. Sie stehen bereit.',
    open: 'Ihre Daten herunterladen',
    until: (time: string) => `Der Link gilt bis ${time}.`,
    content:
      'Sie erhalten eine ZIP-Datei. Öffnen Sie darin report.html, um Ihre Daten zu lesen; package.json und die CSV-Dateien enthalten dasselbe für Programme.',
    secret: 'Geben Sie den Link nicht weiter: Wer ihn hat, kann Ihre Daten herunterladen. Niemand wird Sie nach einem Passwort fragen.',
    latest: 'Wenn Sie mehrere solche Mails erhalten haben, gilt nur der Link in der neuesten.',
    about: (id: string) => `Die Nummer Ihrer Anfrage ist ${id}.`,
  },
} as const;

const reminderWords = {
  en: {
    subject: 'Privacy requests are due',
    intro: (count: number) =>
      count === 1 ? 'One privacy request is due within 7 days or overdue.' : `${count} privacy requests are due within 7 days or overdue.`,
    daysLeft: (days: number) => (days < 0 ? `overdue by ${of(-days, 'day')}` : days === 0 ? 'due today' : `due in ${of(days, 'day')}`),
    more: (count: number) => `and ${count} more`,
    desk: 'Open the desk',
  },
  de: {
    subject: 'Datenschutzanfragen sind fällig',
    intro: (count: number) =>
      count === 1
        ? 'Eine Datenschutzanfrage ist in höchstens 7 Tagen fällig oder überfällig.'
        : `${count} Datenschutzanfragen sind in höchstens 7 Tagen fällig oder überfällig.`,
    daysLeft: (days: number) =>
      days < 0 ? `seit ${of(-days, 'Tag', 'Tagen')} überfällig` : days === 0 ? 'heute fällig' : `fällig in ${of(days, 'Tag', 'Tagen')}`,
    more: (count: number) => `und ${count} weitere`,
    desk: 'Den Arbeitsplatz öffnen',
  },
} as const;

function of(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A moment as people write it, in UTC, which it says. */
function moment(language: MailLanguage, time: Date): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(time);
}

function paragraphs(...texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** A page that loads nothing from anywhere, has its language and one heading, and leaves sizes and colours to the reader. */
function page(language: MailLanguage, title: string, ...content: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.5;max-width:40em">',
    `<h1 style="font-size:1.3em">${escapeHtml(title)}</h1>`,
    ...content,
    '</body></html>',
  ].join('\n');
}
