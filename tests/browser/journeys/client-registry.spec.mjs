// The client registry: registered section by section, approved by a second person, stopped at once. Journeys 6.1

import {
  REGISTRAR, SECOND_REGISTRAR, keyPair, logsInAt, newClient, saves, typesDate,
} from '../walk/registry.mjs';
import { test } from '../walk/test.mjs';

const LIST = 'Client registrations';
const PASTE = 'Public key, in PEM or as a JWKS';

test('a client is registered by one person and let in by another, stopped, and changed', async ({ atConsole }) => {
  const client = newClient();
  const author = await atConsole();
  await logsInAt(author, REGISTRAR, '/clients', LIST);
  await beginsClient(author, client);
  const overview = `Register ${client.name}`;
  await givesNames(author, overview);
  await givesAddresses(author, client, overview);
  await givesKeys(author, client, overview);
  await givesTheRest(author, overview);
  await author.selects('Check what changes');
  const review = `What changes for ${client.name}`;
  await author.sees(review);
  await author.selects('Submit for approval');
  await author.sees(review, { errors: ['Enter the incident number'] });
  await author.types('Incident number', 'CHG-1');
  await author.selects('Submit for approval');
  await author.sees(review);
  await author.reads('somebody else has to approve it');

  const second = await atConsole();
  await logsInAt(second, SECOND_REGISTRAR, '/clients', LIST);
  await second.page.getByRole('link', { name: new RegExp(`draft for ${client.id}`) }).click();
  await second.sees(review);
  await second.selects('Reject');
  await second.sees(review, {
    errors: ['Enter the incident number', 'Enter why you reject this change, so that its author can mend it'],
  });
  await second.types('Incident number', 'CHG-1');
  await second.selects('Approve: it takes effect now');
  await second.sees(`Client: ${client.name}`, { success: 'The change is in effect' });
  await second.selectsLink('History of this registration');
  await second.sees(`History of ${client.name}`);

  await stops(author, client);
  await leavesStaleDraft(author, second, client);
});

test('a client is found by a part of its name', async ({ atConsole }) => {
  const desk = await atConsole();
  await logsInAt(desk, SECOND_REGISTRAR, '/clients', LIST);
  await desk.types('Find a client by its name or ID', 'no such client');
  await desk.selects('Search');
  await desk.sees(LIST);
  await desk.reads('0 of ');
});

async function beginsClient(author, client) {
  await author.selects('Register a new client');
  await author.sees('Register a new client');
  await author.selects('Continue');
  await author.sees('Register a new client', {
    errors: [
      'Client ID must be 1 to 128 letters, numbers and signs, without spaces',
      'Enter the name that people see, up to 100 characters',
    ],
  });
  await author.types('Client ID', client.id);
  await author.types('Name that people see', client.name);
  await author.selects('Continue');
  await author.sees(`Register ${client.name}`);
}

async function givesNames(author, overview) {
  await author.selectsLink('Name and links');
  await author.sees('Name and links');
  await author.types('Terms of use (optional)', 'nowhere');
  await author.selects('Save and continue');
  await author.sees('Name and links', {
    errors: ['Terms of use must be a whole web address, like https://app.example/terms'],
  });
  await author.types('Terms of use (optional)', 'https://app.example/terms');
  await saves(author, overview);
}

async function givesAddresses(author, client, overview) {
  await author.selectsLink('Redirect addresses');
  await author.sees('Redirect addresses');
  await author.types('Redirect addresses', `${client.callback}?x`);
  await author.selects('Save and continue');
  await author.sees('Redirect addresses', {
    errors: [`${client.callback}?x must have no query string: nothing after a question mark (F-15)`],
  });
  await author.types('Redirect addresses', client.callback);
  await saves(author, overview);
}

async function givesKeys(author, client, overview) {
  const page = `Keys of ${client.name}`;
  const pair = keyPair();
  await author.selectsLink('Keys');
  await author.sees(page);
  await author.types(PASTE, pair.privateKey);
  await author.selects('Add this key');
  await author.sees(page, {
    errors: [
      'This is a private key. We have not kept it, but it must not be used any more: a new key pair is needed, and only its public key is pasted here',
    ],
  });
  await author.types(PASTE, pair.publicKey);
  await author.types('Key ID (optional)', '2026');
  await typesDate(author, 'until', ['31', '3', '2099']);
  await author.selects('Add this key');
  await author.sees(page);
  await author.selectsLink('2026');
  await author.sees('When this key is accepted');
  await typesDate(author, 'from', ['32', '3', '2026']);
  await author.selects('Save and continue');
  await author.sees('When this key is accepted', { errors: ['First day must be a real date, like 31 3 2027'] });
  await typesDate(author, 'from', ['', '', '']);
  await saves(author, page);
  await author.selectsLink('Go on without adding a key');
  await author.sees(overview);
}

async function givesTheRest(author, overview) {
  await author.selectsLink('What it may ask for');
  await author.sees('What it may ask for');
  await author.selects('Save and continue');
  await author.sees('What it may ask for', { errors: ['Select how well people may have to be known (F-52)'] });
  await author.chooses('P9.Cp.Cd: password, and a known device or a code');
  await author.chooses('P0.Cp: password alone');
  await saves(author, overview);
  await author.selectsLink('Single sign-on');
  await author.sees('Single sign-on');
  await saves(author, overview);
  await author.selectsLink('Switches');
  await author.sees('Switches');
  await saves(author, overview);
}

async function stops(author, client) {
  await author.opens(`/clients/${client.id}`);
  await author.sees(`Client: ${client.name}`);
  await author.selectsLink('Switch off now');
  await author.sees(`Switch off ${client.name}`);
  await author.selects('Switch off now');
  await author.sees(`Switch off ${client.name}`, { errors: ['Enter the incident number'] });
  await author.types('Incident number', 'INC-7');
  await author.selects('Switch off now');
  await author.sees(`Client: ${client.name}`, { success: 'The client is switched off' });
}

/** Two drafts from the same registration: the second one is out of date when the first took effect. */
async function leavesStaleDraft(author, second, client) {
  const submitted = [];
  for (const act of ['Switch on again', 'Switch on again']) {
    await author.opens(`/clients/${client.id}`);
    await author.selects(act);
    await author.sees(`What changes for ${client.name}`);
    await author.types('Incident number', 'INC-7');
    await author.selects('Submit for approval');
    await author.sees(`What changes for ${client.name}`);
    submitted.push(new URL(author.page.url()).pathname);
  }
  const otherTab = await second.anotherTab();
  await otherTab.opens(submitted[1]);
  await second.opens(submitted[0]);
  await second.types('Incident number', 'INC-7');
  await second.selects('Approve: it takes effect now');
  await second.sees(`Client: ${client.name}`, { success: 'The change is in effect' });
  await otherTab.types('Incident number', 'INC-7');
  await otherTab.selects('Approve: it takes effect now');
  await otherTab.sees('This draft is out of date');
  await author.opens(submitted[1].replace('/review', ''));
  await author.sees(`Change ${client.name}`);
  await author.selects('Give up this draft');
  await author.sees(`Change ${client.name}`, { errors: ['Enter the incident number'] });
  await author.types('Incident number', 'INC-7');
  await author.selects('Give up this draft');
  await author.sees(LIST);
}
