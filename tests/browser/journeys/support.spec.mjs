// The service desk: people are found, looked at, helped and erased. Journeys 6.1, decision 5

import { ADMIN, INCIDENT, OTHER_ADMIN, goesThrough, logsInAtTheDesk, opensAccount, searches, seesAccount } from '../walk/support.mjs';
import { goesTo } from '../walk/checker.mjs';
import { hasPhotoId, sendsPhoto, uploadsPhotoOf } from '../walk/photo-id.mjs';
import {
  HARRIET, P9, beginsDetails, givesBirthDateAndPostcode, logsInToProve, submitsDetails,
} from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';

test('somebody is found by the whole of an address, and nobody by anything else', async ({ registered, atConsole }) => {
  const person = await registered();
  const desk = await atConsole();
  await logsInAtTheDesk(desk, ADMIN);
  await goesTo(desk, 'Find a person');
  await desk.sees('Find a person');
  await desk.selects('Find');
  await desk.sees('Find a person', { errors: ['Select what you are looking for', 'Enter the whole of what you are looking for'] });
  await searches(desk, 'nobody.at.all@patients.example');
  await desk.sees('No account found');
  await desk.reads('nobody.at.all@patients.example');
  expect(desk.page.url()).not.toContain('nobody');
  await opensAccount(desk, person.email);
  await desk.reads(person.email);
  await desk.reads('P0');
  await desk.selectsLink('Account history');
  await desk.sees('Account history');
  await desk.reads('Account created');
  await desk.goesBack();
  await seesAccount(desk, 'again');
  await desk.selectsLink('Photo ID evidence');
  await desk.sees('Photo ID evidence');
  await desk.reads('This person has not started a photo ID check.');
});

test('an account is disabled, cleansed, and erased by two operators', async ({ registered, atConsole }) => {
  const person = await registered();
  const desk = await atConsole();
  await logsInAtTheDesk(desk, ADMIN);
  await opensAccount(desk, person.email);
  await desk.selectsLink('Disable account');
  await desk.sees('Disable account');
  await desk.selects('Continue');
  await desk.sees('Disable account', { errors: ['Enter the incident number', 'Select a reason'] });
  await desk.chooses('Patient confusion');
  await goesThrough(desk, 'Disable account', { question: 'Do you want to disable this account?' });
  await seesAccount(desk, 'disabled', { success: 'Account disabled' });
  await desk.reads('Disabled CID2015');
  await desk.selectsLink('Cleanse account');
  await desk.sees('Cleanse account');
  await goesThrough(desk, 'Cleanse account', { question: 'Do you want to cleanse this account?' });
  await seesAccount(desk, 'cleansed', { success: 'Account cleansed' });
  await desk.selectsLink('Erase account');
  await desk.sees('Erase account');
  await goesThrough(desk, 'Erase account', { question: 'Do you want to ask for this account to be erased?', button: 'Ask for erasure' });
  await seesAccount(desk, 'to be erased', { success: 'Erasure asked for. Another operator has to approve it' });

  const colleague = await atConsole();
  await logsInAtTheDesk(colleague, OTHER_ADMIN);
  await goesTo(colleague, 'Erasures');
  await colleague.sees('Erasures to approve');
  await colleague.reads(INCIDENT);
  await opensAccount(colleague, person.email, 'of a colleague');
  await colleague.selectsLink('Approve erasure');
  await colleague.sees('Approve erasure');
  await goesThrough(colleague, 'Approve erasure', { question: 'Do you want to erase this account?', button: 'Erase account' });
  await colleague.sees('Erasures to approve', { success: 'Account erased', as: 'Erasures after one' });
  await searches(colleague, person.email);
  await colleague.sees('No account found', { as: 'erased' });
  await seesAccountGone(desk);
});

/** What the first operator has open is not there any more. */
async function seesAccountGone(desk) {
  await desk.page.reload();
  await expect(desk.page.getByRole('heading', { level: 1 })).not.toHaveText('Account');
}

test('a mobile number is changed, its match blocked, and its owner logged out everywhere', async ({ registered, newcomer, atConsole }) => {
  const person = await registered();
  const other = await newcomer();
  const desk = await atConsole();
  await logsInAtTheDesk(desk, ADMIN);
  await opensAccount(desk, person.email);
  await desk.selectsLink('Change mobile number');
  await desk.sees('Change mobile number');
  await desk.types('New mobile number', '12');
  await desk.types('Incident number', 'x');
  await desk.selects('Continue');
  await desk.sees('Change mobile number', {
    errors: [
      'The incident number must be 3 to 32 letters, numbers and hyphens',
      'Enter a valid mobile number, like 07700 900123 or +353 7777 666555',
    ],
  });
  await desk.types('New mobile number', other.mobile);
  await goesThrough(desk, 'Change mobile number', { question: 'Do you want to change the mobile number?' });
  await seesAccount(desk, 'with another mobile', { success: 'Mobile number changed' });
  await desk.reads(other.recipient);
  await desk.selectsLink('Block mobile match');
  await desk.sees('Block mobile match');
  await desk.chooses('The person asked for it');
  await goesThrough(desk, 'Block mobile match', { question: 'Do you want to block the mobile match?' });
  await seesAccount(desk, 'blocked', { success: 'Mobile match blocked' });
  await desk.selectsLink('Log out everywhere');
  await desk.sees('Log out everywhere');
  await goesThrough(desk, 'Log out everywhere', { question: 'Do you want to log this person out everywhere?' });
  await seesAccount(desk, 'logged out', { success: 'Logged out everywhere' });
});

test.describe('with photo ID', () => {
  test.use({ houseName: 'proving' });

  test('what somebody has sent so far is looked at by the service desk', async ({ patient, mailbox, registered, samples, atConsole }) => {
    const person = await registered();
    await logsInToProve(patient, person, mailbox, P9);
    await isNotFound(patient);
    await hasPhotoId(patient);
    await uploadsPhotoOf(patient, 'Passport');
    await patient.sees('Upload a photo of your passport');
    await sendsPhoto(patient, await samples.photo('pass'));
    await patient.sees('Record your face');

    const desk = await atConsole();
    await logsInAtTheDesk(desk, ADMIN);
    await opensAccount(desk, person.email, 'with photo ID');
    await desk.selectsLink('Photo ID evidence');
    await desk.sees('Photo ID evidence', { as: 'Photo ID evidence of one' });
    await desk.reads('Unsubmitted');
    await desk.page.getByRole('table').getByRole('link').first().click();
    await desk.sees(/^Evidence of \S+$/, { as: 'Evidence of a check' });
    await expect(desk.page.getByAltText('Front of the photo ID')).toHaveJSProperty('complete', true);
  });
});

/** D1 to D10 with a name that no record has. */
async function isNotFound(patient) {
  await beginsDetails(patient);
  await patient.chooses('No, continue with my full name');
  await patient.selects('Continue');
  await patient.types('First name', HARRIET.first);
  await patient.types('Last name', 'Nowhere');
  await patient.selects('Continue');
  await givesBirthDateAndPostcode(patient, HARRIET);
  await submitsDetails(patient);
  await patient.sees('We cannot find a match');
  await patient.selects('Prove who you are');
}
