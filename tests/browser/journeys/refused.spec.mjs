// Requests that end on our side, and those that go back to the partner. Journeys 1.1, 2.10

import { expect, test } from '../walk/test.mjs';

const REFUSED = 'There is a problem with the website or app you came from';

test('a client that nobody registered gets a page and no redirect', async ({ patient }) => {
  const answer = await patient.comesFrom('open', { client_id: 'nobody-knows-it' });
  expect(answer.status()).toBe(400);
  await patient.sees(REFUSED);
  await patient.reads('Reference: CID');
});

test('a redirect address that nobody registered gets a page and no redirect', async ({ patient, house }) => {
  const answer = await patient.comesFrom('open', { redirect_uri: 'https://elsewhere.example/callback' });
  expect(answer.status()).toBe(400);
  await patient.sees(REFUSED);
  expect(patient.page.url().startsWith(house.issuer)).toBe(true);
  await patient.selectsLink('contact us');
  await patient.sees('Contact us');
  await expect(patient.page.getByLabel('Reference, if you have one')).toHaveValue(/^CID\d+/);
});

test('a request without a client gets a page', async ({ patient }) => {
  await patient.comesFrom('open', { client_id: null, redirect_uri: null });
  await patient.sees(REFUSED);
});

test('any other fault goes back to the partner with its state', async ({ patient }) => {
  await patient.comesFrom('open', { response_type: 'token' });
  const given = new URL(patient.page.url()).searchParams;
  expect(given.get('error')).toBe('unsupported_response_type');
  expect(given.get('state')).toBe('the-state');
});
