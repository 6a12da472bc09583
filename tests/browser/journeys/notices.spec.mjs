// What operators announce and set, and what people see of it. Journeys 2.0, 6.1

import { ADMIN, logsInAsOperator, picks } from '../walk/operator.mjs';
import { P9, beginsDetails, givesBirthDateAndPostcode, logsInToProve, submitsDetails } from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';

const NOBODY = { born: ['1', '1', '1950'], postcode: 'LS1 4AP' };
const PART = 'GP registration details (POL)';

test.describe('in a house of those who prove who they are', () => {
  test.use({ houseName: 'proving' });

  test('an alert is turned on, stands on the pages it concerns and is turned off', async ({ patient, mailbox, registered, atConsole }) => {
    const admin = await atConsole();
    await logsInAsOperator(admin, ADMIN);
    await admin.opens('/notices');
    await admin.sees('User notifications');
    await admin.selects('Turn on an alert');
    await admin.sees('Turn on an alert');
    await admin.selects('See how it looks');
    await admin.sees('Turn on an alert', {
      errors: [
        'Select what has the problem', 'Select how bad the problem is', 'Select if this was planned',
        'Select if you know when it ends', 'Enter the incident number',
      ],
    });
    await picks(admin, 'What has the problem?', PART);
    await picks(admin, 'How bad is it?', 'Not working as expected');
    await picks(admin, 'Was this planned?', 'Yes: Was this planned?');
    await picks(admin, 'Do you know when it ends?', 'No: Do you know when it ends?');
    await admin.types('Incident number', 'INC0012345');
    await admin.selects('See how it looks');
    await admin.sees('Check the alert before you turn it on');
    await admin.reads('We are doing planned work.');
    await admin.selects('Turn it on');
    await admin.sees('User notifications', { success: 'The alert is on' });
    await admin.reads('INC0012345');

    const person = await registered();
    await logsInToProve(patient, person, mailbox, P9);
    await beginsDetails(patient);
    await patient.chooses('No, continue with my full name');
    await patient.selects('Continue');
    await patient.sees('Enter your full name');
    await patient.types('First name', 'Nobody');
    await patient.types('Last name', 'Here');
    await patient.selects('Continue');
    await givesBirthDateAndPostcode(patient, NOBODY);
    await submitsDetails(patient);
    await patient.selects('Prove who you are');
    await patient.sees('You need to prove who you are');
    await patient.selects('Continue');
    await patient.chooses('No, I do not have photo ID');
    await patient.selects('Continue');
    await patient.sees('Prove who you are without sending a photo of your ID', { as: 'G1 with an alert' });
    await patient.reads('Using your GP surgery’s registration details may not work');

    await admin.selectsLink(`Turn off the alert about ${PART}`);
    await admin.sees(`Turn off the alert about ${PART}`);
    await admin.types('Incident number', 'INC0012346');
    await admin.selects('Turn it off');
    await admin.sees('User notifications', { success: 'The alert is off' });
    await patient.page.reload();
    await expect(patient.page.getByRole('main')).not.toContainText('may not work');
  });
});

test.describe('in a house where nobody sends photo ID, as the share changes who looks at it', () => {
  test.use({ houseName: 'hasty' });

  test('the service level and the automation rate are set, with their reasons', async ({ atConsole }) => {
    const admin = await atConsole();
    await logsInAsOperator(admin, ADMIN);
    await admin.opens('/notices/service-level');
    await admin.sees('Photo ID service level');
    await picks(admin, 'Do checks take more than 24 hours?', 'Yes: Do checks take more than 24 hours?');
    await admin.types('Days', '2');
    await admin.selects('Set the service level');
    await admin.sees('Photo ID service level', {
      errors: [
        'Select a message: people are told why checks take more than 24 hours', 'Confirm that people are told this',
        'Enter the incident number',
      ],
    });
    await picks(admin, 'What are people told about it?', /^High volume/);
    await admin.page.getByLabel('Yes, I confirm that people are told this').check();
    await admin.types('Incident number', 'INC0012345');
    await admin.selects('Set the service level');
    await admin.sees('User notifications', { success: 'The service level is set' });
    await admin.reads('2 days');
    await admin.opens('/automation');
    await admin.sees('Automation rate');
    await admin.types('Share in percent', '42');
    await admin.types('Incident number', 'INC0012346');
    await admin.selects('Set the share');
    await admin.sees('Automation rate', { errors: ['The share must be a number from 0 to 100 in steps of 5'] });
    await admin.types('Share in percent', '40');
    await admin.selects('Set the share');
    await admin.sees('Automation rate', { success: 'The share is set' });
  });
});

test('email domains are looked up, blocked and unblocked, with an outcome for each', async ({ atConsole }, info) => {
  const domain = `${info.project.name}.throwaway.example`;
  const admin = await atConsole();
  await logsInAsOperator(admin, ADMIN);
  await admin.opens('/email-domains');
  await admin.sees('Blocked email domains');
  await admin.selects('Block these domains');
  await admin.sees('Blocked email domains', {
    errors: ['Enter the domains, with commas between them', 'Enter the incident number'],
  });
  await admin.types('Domains', `${domain}, no domain`);
  await admin.types('Incident number', 'INC0012345');
  await admin.selects('Block these domains');
  await admin.sees('What was done about each domain');
  await admin.reads('Not a domain; nothing was done');
  await admin.selectsLink('Go back to the blocked domains');
  await admin.types('Domain', `mail.${domain}`);
  await admin.selects('Look it up');
  await admin.sees('Blocked email domains', { as: 'a blocked domain' });
  await admin.reads(`mail.${domain} is blocked, as ${domain} is`);
  await admin.types('Domains', domain);
  await admin.types('Incident number', 'INC0012346');
  await admin.selects('Unblock these domains');
  await admin.sees('What was done about each domain', { as: 'domains unblocked' });
  await admin.reads('Unblocked');
});
