// Operators see to the signing keys, explain an error and follow a log-in. Journeys 6.1

import { expect, test } from '../walk/test.mjs';

const INCIDENT = 'INC0012345';

/**
 * Projects that follow each other rehearse with different clients: a client has one rehearsal at a time, and all projects share a house.
 */
const CLIENTS = { desktop: 'riverside-pharmacy', narrow: 'closed-clinic', 'no-script': 'riverside-pharmacy' };

async function logsIn(desk, username) {
  await desk.opens('/log-in');
  await desk.sees('Log in to the operator console');
  await desk.types('User name', username);
  await desk.types('Password', 'Passw0rd$1');
  await desk.selects('Continue');
  await desk.sees('Enter the code from your authenticator app');
  await desk.types('Code', '190696');
  await desk.selects('Continue');
}

test('a rehearsal asks for an incident, once more, and ends when it is told to', async ({ atConsole }, info) => {
  const client = CLIENTS[info.project.name];
  const desk = await atConsole();
  await logsIn(desk, 'admin');
  await desk.opens('/keys');
  await desk.sees('Signing keys');
  await expect(desk.page.getByRole('main')).toContainText('Next steps');
  await desk.selectsLink('Rehearse with one client');
  await desk.sees('Rehearse with one client');
  await desk.types('How many minutes', '90');
  await desk.selects('Continue');
  await desk.sees('Rehearse with one client', {
    errors: ['Enter the incident number', 'Enter a client ID', 'Minutes must be a number from 1 to 60'],
    as: 'rehearsal with problems',
  });
  await desk.types('Incident number', INCIDENT);
  await desk.types('Client ID', client);
  await desk.types('How many minutes', '5');
  await desk.selects('Continue');
  await desk.sees('Are you sure? Rehearse with one client');
  await desk.selects('Yes, do this now');
  await desk.sees('Signing keys', { as: 'keys with a rehearsal' });
  await expect(desk.page.getByRole('main')).toContainText('The rehearsal has begun');
  await desk.page.getByRole('link', { name: `End it for ${client}` }).click();
  await desk.sees('End a rehearsal');
  await desk.types('Incident number', INCIDENT);
  await desk.selects('Continue');
  await desk.sees('Are you sure? End a rehearsal');
  await desk.selects('Yes, do this now');
  await desk.sees('Signing keys', { as: 'keys after a rehearsal' });
  await expect(desk.page.getByRole('main')).toContainText('The rehearsal has ended');
});

test('a step that is too early says so and changes nothing', async ({ atConsole }) => {
  const desk = await atConsole();
  await logsIn(desk, 'admin');
  await desk.opens('/keys/sign');
  await desk.sees('Let the published key sign');
  await desk.types('Incident number', INCIDENT);
  await desk.selects('Continue');
  await desk.sees('Are you sure? Let the published key sign');
  await desk.selects('Yes, do this now');
  await desk.sees('Let the published key sign', { as: 'key step too early' });
  await expect(desk.page.getByRole('main')).toContainText('Nothing was changed');
  await desk.opens('/keys/announce');
  await desk.sees('Announce a key');
  await desk.opens('/keys/publish');
  await desk.sees('Publish the announced key');
});

test('an error number leads to what failed, and to the way of the log-in', async ({ atConsole, patient }) => {
  await patient.comesFrom('open');
  await patient.sees('Enter your email address');
  const desk = await atConsole();
  await logsIn(desk, 'desk');
  await desk.opens('/traces');
  await desk.sees('Log in traces');
  await desk.page.getByRole('row', { name: /riverside-pharmacy/ }).first().getByRole('link').click();
  await desk.sees(/^Log in [0-9A-Z]{4}-[0-9A-Z]{4}$/, { as: 'a trace' });
  await expect(desk.page.getByRole('main')).toContainText('Chosen: it can be reached');
  await desk.opens('/traces?reference=nobody-knows-it');
  await desk.sees('Log in traces', { errors: ['No log-in is kept under this. Check it and try again'], as: 'no trace' });
});
