// The partner pages of a sandbox: a developer looks at their client, at a request and at what is missing before it goes live.

import { generateKeyPairSync } from 'node:crypto';

import { PARTNERS } from '../world/partners.mjs';
import { expect, test } from '../walk/test.mjs';

const [FIRST] = Object.keys(PARTNERS);
const CLIENT = PARTNERS[FIRST].client_id;
const at = (place = '') => `/clients/${CLIENT}${place}`;

test('a developer chooses a client and sees at a glance how it stands', async ({ atPartnerPages: developer }) => {
  await developer.opens('/');
  await developer.sees('Your clients');
  await developer.page.locator(`a[href="${at()}"]`).click();
  await developer.sees(/./, { as: 'partner overview' });
  await developer.reads('scenarios done');
  await developer.reads(CLIENT);
  await developer.opens(at('/settings'));
  await developer.sees('Settings and keys');
  await developer.reads('Compared byte for byte');
});

test('a refused request is found, explained and inspected', async ({ patient, atPartnerPages: developer }) => {
  await patient.comesFrom(FIRST, { state: null, prompt: 'ask' });
  await developer.opens(at('/errors'));
  await developer.sees('Last errors');
  await developer.reads('F-16: state is missing');
  await developer.page.locator('table a').first().click();
  await developer.sees(/^Error /, { as: 'partner error' });
  await developer.reads('Send a fresh random state with every request');
  await developer.opens('/explain?reference=0000-0000');
  await expect(developer.page.locator('.nhsuk-error-summary__list a')).toHaveCount(1);
  await developer.opens(at('/inspector'));
  await developer.sees('Inspect an authorization request');
  await developer.page.getByRole('button', { name: /^Inspect the request of/ }).first().click();
  await developer.sees('Inspect an authorization request', { as: 'partner inspector refused' });
  await developer.reads('/authorize refuses this request: state is missing (F-16). 2 rules are broken');
  await developer.types('Authorization request', patient.addressFrom(FIRST));
  await developer.selects('Inspect');
  await developer.sees('Inspect an authorization request', { as: 'partner inspector accepted' });
  await developer.reads('/authorize accepts this request');
  await developer.types('Authorization request', '');
  await developer.selects('Inspect');
  await developer.sees('Inspect an authorization request', { errors: ['Paste an authorization request'] });
});

test('a client assertion is looked at check by check', async ({ atPartnerPages: developer }) => {
  await developer.opens(at('/assertion'));
  await developer.sees('Inspect a client assertion');
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await developer.types('Client assertion', `${part({ alg: 'RS256' })}.${part({ iss: 'somebody' })}.${part({})}`);
  await developer.selects('Inspect');
  await developer.sees('Inspect a client assertion', { as: 'partner assertion refused' });
  await developer.reads('The token endpoint refuses this assertion: alg is not accepted');
  await developer.reads('iss is not the client_id');
});

test('a link that is built begins a log in', async ({ atPartnerPages: developer }) => {
  await developer.opens(at('/link'));
  await developer.sees('Build an authorization link');
  await developer.selects('Build the link');
  await developer.sees('Build an authorization link', {
    errors: ['Select where the answer goes', 'Select at least one vector'],
  });
  await developer.page.locator('input[name=redirect_uri]').first().check();
  await developer.page.locator('input[name=vector]').first().check();
  await developer.selects('Build the link');
  await developer.sees('Build an authorization link', { as: 'partner link made' });
  await developer.selectsLink('Open the link');
  await developer.sees('Enter your email address', { quickly: true });
});

test('the button, the code, the people and the checklist are there', async ({ atPartnerPages: developer }) => {
  for (const [place, heading] of [
    ['/button', 'The button'],
    ['/code', 'Code to copy'],
    ['/people', 'Test people'],
    ['/log-ins', 'Log ins'],
    ['/go-live', 'Going live'],
  ]) {
    await developer.opens(at(place));
    await developer.sees(heading);
  }
  await developer.reads('What we cannot see');
});

test('a developer registers a client and changes it', async ({ atPartnerPages: developer }, info) => {
  const id = `registered-${info.project.name}`;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await developer.opens('/');
  await developer.sees('Your clients');
  await developer.selects('Register a client');
  await developer.sees('Register a client');
  await developer.selects('Register this client');
  await developer.sees('Register a client', {
    errors: [
      'Client ID must be 1 to 128 letters, numbers and signs, without spaces',
      'Enter the name that people see, up to 100 characters',
      'Enter at least 1 redirect address (F-15)',
      'Paste a public key',
    ],
  });
  await developer.types('Client ID', id);
  await developer.types('Name that people see', 'Registered app');
  await developer.types('Redirect addresses', 'http://localhost:3000/callback');
  await developer.types('Public key, in PEM or as a JWKS', publicKey.export({ type: 'spki', format: 'pem' }));
  await developer.selects('Register this client');
  await developer.sees('Registered app', { as: 'partner registered', success: 'Your client is registered and can be used now' });
  await developer.opens(`/clients/${id}/settings`);
  await developer.sees('Settings and keys', { as: 'partner registered settings' });
  await developer.selectsLink('Change the redirect addresses');
  await developer.sees('Change the redirect addresses');
  await developer.types('Redirect addresses', 'http://localhost:3000/callback\nhttp://localhost:3000/other?x');
  await developer.selects('Save the change');
  await developer.sees('Change the redirect addresses', {
    errors: ['http://localhost:3000/other?x must have no query string: nothing after a question mark (F-15)'],
  });
  await developer.types('Redirect addresses', 'http://localhost:3000/callback\nhttp://localhost:3000/other');
  await developer.selects('Save the change');
  await developer.sees('Settings and keys', { as: 'partner changed', success: 'The change is in effect' });
  await developer.selectsLink('Change the name and the links');
  await developer.sees('Change the name and the links');
  await developer.opens(`/clients/${id}/settings`);
  await developer.selectsLink('Add a public key');
  await developer.sees('Add a public key');
});
