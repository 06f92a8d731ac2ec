import { describe, expect, it } from 'vitest';
import { mailLanguages } from '../../contracts/settings.ts';
import { listedRequests, packageMail, reminderMail } from '../../core/delivery/mail-texts.ts';

const link = 'https://privacy.example.com/api/v1/privacy-request/pri_1/access-package?token=abc';
const packageFacts = { requestId: 'pri_1', link, validUntil: new Date('2026-03-06T12:30:00.000Z') };
const deskUrl = 'https://privacy.example.com/admin/';
const days = [-10, -1, 0, 1, 5];
const reminderFacts = { deskUrl, requests: days.map((daysLeft, index) => ({ id: `pri_${index}`, daysLeft })) };

const wordsOf = (html: string) =>
  html
    .replace(/<title>.*?<\/title>|<h1.*?<\/h1>/g, '')
    .replace(/<a href="(.*?)">(.*?)<\/a>/g, '$2: $1')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&');
const normal = (text: string) => text.replace(/[-\s]+/g, ' ').trim();
const numbersIn = (text: string) => [...text.matchAll(/\d+/g)].map(([number]) => number).sort();

describe.each(mailLanguages)('mails in %s', (language) => {
  const made = { package: packageMail(language, packageFacts), reminder: reminderMail(language, reminderFacts) };

  it('tell the person the link, until when it works, what is in it and to keep it', () => {
    const { text } = made.package;
    expect(text).toContain(link);
    expect(text).toMatch(/6\.? (March|März) 2026.*12:30.*UTC/);
    for (const fact of ['pri_1', 'ZIP', 'report.html', 'package.json', 'CSV']) expect(text).toContain(fact);
  });

  it.each(['package', 'reminder'] as const)('say the same as text and as a page: %s', (kind) => {
    const { text, html } = made[kind];
    expect(normal(wordsOf(html))).toBe(normal(text));
  });

  it.each(['package', 'reminder'] as const)('load nothing, name their language and have one heading: %s', (kind) => {
    const { subject, html } = made[kind];
    expect(html).not.toMatch(/<(script|link|img|iframe|style)|\ssrc=|url\(|@import/i);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect([...html.matchAll(/href="(.*?)"/g)].map(([, href]) => href)).toEqual([kind === 'package' ? link : deskUrl]);
    expect(subject).not.toMatch(/pri_|\d|[\r\n]/);
  });

  it('list the most urgent request first, and no more than fit', () => {
    const lines = made.reminder.text.split('\n').filter((line) => line.startsWith('- '));
    expect(lines.map((line) => line.slice(2, 7))).toEqual(['pri_0', 'pri_1', 'pri_2', 'pri_3', 'pri_4']);
    const requests = Array.from({ length: listedRequests + 3 }, (_, index) => ({ id: `pri_${index}`, daysLeft: 1 }));
    const many = reminderMail(language, { deskUrl, requests }).text;
    expect(many.match(/pri_/g)).toHaveLength(listedRequests);
    expect(many).toMatch(/\b3 (more|weitere)/);
  });

  it('cannot be broken by what they are told', () => {
    const { html } = packageMail(language, { ...packageFacts, requestId: '"><img src=x>' });
    expect(html).not.toContain('<img');
  });
});

describe('the languages', () => {
  it('tell the same facts: every number, name and link', () => {
    const [english, german] = mailLanguages.map((language) => packageMail(language, packageFacts).text);
    const [reminder, erinnerung] = mailLanguages.map((language) => reminderMail(language, reminderFacts).text);
    expect(numbersIn(german ?? '')).toEqual(numbersIn(english ?? ''));
    expect(numbersIn(erinnerung ?? '')).toEqual(numbersIn(reminder ?? ''));
    expect(german?.split('\n\n')).toHaveLength(english?.split('\n\n').length ?? 0);
  });
});
