// Pages that anyone may read. Journeys 2.14

import { expect, test } from '../walk/test.mjs';

const PAGES = [
  ['/terms', 'Terms of use'],
  ['/privacy', 'Privacy notice'],
  ['/cookies', 'Cookies'],
  ['/accessibility', 'Accessibility statement'],
  ['/help', 'NHS login help centre'],
  ['/', 'NHS login test service'],
];

for (const [place, heading] of PAGES) {
  test(`anyone can read ${place}`, async ({ patient }) => {
    const answer = await patient.opens(place);
    expect(answer.status()).toBe(200);
    await patient.sees(heading);
  });
}

test('every article of the help centre can be read', async ({ patient }) => {
  await patient.opens('/help');
  const links = await patient.page.getByRole('main').locator('h2 a').all();
  const articles = await Promise.all(links.map(async (link) => [await link.getAttribute('href'), await link.textContent()]));
  expect(articles.length).toBeGreaterThan(3);
  for (const [href, title] of articles) {
    await patient.opens(href);
    await patient.sees(title);
  }
});

test('every link of the footer leads to a page', async ({ patient }) => {
  await patient.opens('/help');
  const links = await patient.page.getByRole('contentinfo').getByRole('link').all();
  const places = await Promise.all(links.map((link) => link.getAttribute('href')));
  expect(places).toHaveLength(5);
  for (const place of places) expect((await patient.opens(place)).status(), place).toBe(200);
});

test('the contact form names every missing answer and keeps the rest', async ({ patient }) => {
  await patient.opens('/contact?error=CID1004');
  await patient.sees('Contact us');
  await expect(patient.page.getByLabel('Reference, if you have one')).toHaveValue('CID1004');
  await patient.types('Your name', 'Nina Newcombe');
  await patient.selects('Send message');
  await patient.sees('Contact us', {
    errors: [
      'Enter your email address',
      'Select the website or app you were using',
      'Select what you need help with',
      'Enter what happened',
    ],
  });
  await expect(patient.page.getByLabel('Your name')).toHaveValue('Nina Newcombe');
});

test('a page that does not exist says so', async ({ patient }) => {
  const answer = await patient.opens('/no-such-page');
  expect(answer.status()).toBe(404);
  await patient.sees('We cannot find that page');
  await patient.reads('Reference: CID0404');
});

test('a log in that does not exist says so', async ({ patient }) => {
  await patient.opens('/t/AAAAAAAAAAAAAAAAAAAAAA/email');
  await patient.sees('We do not know which website or app you are trying to access');
  await patient.reads('Reference: CID1004');
});

test('the outbox shows every message as its recipient gets it', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  const messages = await mailbox.messagesTo(person.email);
  await patient.opens(`/sandbox/outbox?to=${encodeURIComponent(person.email)}`);
  await patient.sees('Sandbox outbox');
  for (const message of messages) await patient.reads(message.subject);
  expect(messages).toHaveLength(2);
  await expect(patient.page.getByRole('article')).toHaveCount(2);
});
