// Proving who you are by details, by the mobile number the GP holds, and by GP registration details. Journeys 1.7, 1.8

import {
  AMELIA, NORA, P5, P9, TOMASZ, beginsDetails, confirms, givesBirthDateAndPostcode, givesNumber, isMatched, logsInToProve,
  registersToProve, sharesAndIsBack, sharesMoreAndIsBack, submitsDetails,
} from '../walk/proving.mjs';
import { notTheCode } from '../walk/mailbox.mjs';
import { expect, seeded, test } from '../walk/test.mjs';

test.use({ houseName: 'proving' });

test('somebody types details, corrects what is wrong, is matched by name and shares', async ({ patient, mailbox, registered }) => {
  await logsInToProve(patient, await registered(), mailbox, P5);
  await beginsDetails(patient);
  await patient.selects('Continue');
  await patient.sees('Do you know your NHS number?', { errors: ['Select yes if you know your NHS number'] });
  await patient.chooses('Yes, I know my NHS number');
  await patient.types('NHS number', '999 123 4568');
  await patient.selects('Continue');
  await patient.sees('Do you know your NHS number?', { errors: ['The number you entered is not an NHS number'] });
  await patient.chooses('No, continue with my full name');
  await patient.selects('Continue');
  await patient.sees('Enter your full name');
  await patient.selects('Continue');
  await patient.sees('Enter your full name', { errors: ['Enter your first name', 'Enter your last name'] });
  await patient.types('First name', NORA.first);
  await patient.types('Last name', NORA.last);
  await patient.selects('Continue');
  await patient.sees('Enter your date of birth');
  await patient.types('Day', '31');
  await patient.types('Month', '2');
  await patient.types('Year', '1979');
  await patient.selects('Continue');
  await patient.sees('Enter your date of birth', { errors: ['Date of birth must be a real date'] });
  await givesBirthDateAndPostcodeAgain(patient, { ...NORA, postcode: 'LS1 4AP' });
  await submitsDetails(patient);
  await patient.sees('We cannot find a match');
  await patient.selects('Check your details');
  await patient.sees('Check your details');
  await patient.page.getByRole('link', { name: /Change\s+postcode/ }).click();
  await patient.sees('Enter your postcode');
  await expect(patient.page.getByLabel('Postcode')).toHaveValue('LS1 4AP');
  await patient.types('Postcode', NORA.postcode);
  await patient.selects('Continue');
  await submitsDetails(patient);
  await confirms(patient);
  await patient.sees('Agree to share more information');
  await patient.reads('NHS number');
  expect((await sharesMoreAndIsBack(patient)).code).toBeTruthy();
});

async function givesBirthDateAndPostcodeAgain(patient, who) {
  const [day, month, year] = who.born;
  await patient.types('Day', day);
  await patient.types('Month', month);
  await patient.types('Year', year);
  await patient.selects('Continue');
  await patient.sees('Enter your postcode');
  await patient.types('Postcode', 'EH1 1YZ');
  await patient.selects('Continue');
  await expect(patient.page.locator('.nhsuk-error-summary')).toContainText('Scotland');
  await patient.types('Postcode', who.postcode);
  await patient.selects('Continue');
}

test('a newcomer whose GP holds the same mobile number reaches P9 in one visit', async ({ patient, mailbox, newcomer }) => {
  const person = { ...(await newcomer()), mobile: '07700 900120', recipient: '+447700900120' };
  await registersToProve(patient, person, mailbox, P9);
  await isMatched(patient, TOMASZ);
  await patient.sees('You have been matched to your NHS record');
  await patient.selects('Continue');
  await patient.sees('You have been matched to your NHS record', {
    errors: ['Select if we can use the ID checks from your GP surgery'],
  });
  await patient.chooses('Yes, use the ID checks from my GP surgery');
  await patient.selects('Continue');
  const back = await sharesAndIsBack(patient);
  expect(back.code).toBeTruthy();
});

test('somebody steps up with a code to the number on the NHS record', async ({ patient, mailbox }) => {
  await logsInToProve(patient, seeded('moira.kinnaird@patients.example'), mailbox, P9);
  await confirms(patient);
  await patient.sees('Your mobile phone number');
  await patient.reads('199');
  await patient.chooses('Yes, I use it');
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your details');
  const { code } = await mailbox.nextCode('+447700900199');
  await patient.types('Security code', notTheCode(code));
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your details', { errors: ['The security code you have entered is wrong'] });
  await patient.types('Security code', code);
  await patient.selects('Continue');
  const back = await sharesAndIsBack(patient);
  expect(back.code).toBeTruthy();
});

test('somebody without photo ID proves who they are with GP registration details', async ({ patient, mailbox, registered }) => {
  await logsInToProve(patient, await registered(), mailbox, P9);
  await isMatched(patient, AMELIA);
  await patient.sees('Your mobile phone number');
  await patient.chooses('No');
  await patient.selects('Continue');
  await patient.sees('You need to prove who you are');
  await patient.selects('Continue');
  await patient.sees('Do you have photo ID with you?');
  await patient.chooses('No, I do not have photo ID');
  await patient.selects('Continue');
  await patient.sees('Prove who you are without sending a photo of your ID');
  await patient.chooses('I do not know');
  await patient.selects('Continue');
  await patient.sees('Ask your GP surgery if you are registered for online services');
  await patient.selectsLink('I have the 3 registration details');
  await patient.sees('Enter your registration details');
  await patient.selects('Continue');
  await patient.sees('Enter your registration details', {
    errors: ['Enter your Linkage Key', 'Enter your ODS Code', 'Enter your Account ID'],
  });
  await givesGpDetails(patient, ['nonsense', 'X7003', '1']);
  await patient.sees('We cannot find your registration details');
  await patient.reads('CID7003');
  await patient.selects('Enter your details again');
  await givesGpDetails(patient, ['Ab"3\\;%20+%x£', 'B82005', '3391-0046']);
  expect((await sharesMoreAndIsBack(patient)).code).toBeTruthy();
});

async function givesGpDetails(patient, [key, surgery, account]) {
  await patient.types('Linkage Key', key);
  await patient.types('ODS Code', surgery);
  await patient.types('Account ID', account);
  await patient.selects('Continue');
}

test('somebody whose NHS number is on another login is told how to use that one', async ({ patient, mailbox, registered }) => {
  await logsInToProve(patient, await registered(), mailbox, P5);
  await beginsDetails(patient);
  await givesNumber(patient, '999 100 3177');
  await givesBirthDateAndPostcode(patient, { born: ['29', '2', '1968'], postcode: 'CF10 3NP' });
  await submitsDetails(patient);
  await patient.sees('You may already have an NHS login');
  await patient.reads('CID1006');
  await patient.selects('Log in with a different email address');
  await patient.sees('Enter your email address');
});

test('a busy and a broken PDS leave a way on', async ({ patient, mailbox, registered }) => {
  await logsInToProve(patient, await registered(), mailbox, P5);
  await beginsDetails(patient);
  await givesNumber(patient, '999 200 1992');
  await givesBirthDateAndPostcode(patient, { born: ['3', '2', '1982'], postcode: 'CB2 1TN' });
  await submitsDetails(patient);
  await patient.sees('We are really busy at the moment');
  const ticket = new URL(patient.page.url()).pathname.split('/').slice(0, 3).join('/');
  await patient.opens(`${ticket}/nhs-number`);
  await givesNumber(patient, '999 200 1852');
  await patient.opens(`${ticket}/date-of-birth`);
  await patient.types('Day', '27');
  await patient.types('Month', '4');
  await patient.types('Year', '1963');
  await patient.selects('Continue');
  await patient.sees('Check your details');
  await patient.page.getByRole('link', { name: /Change\s+postcode/ }).click();
  await patient.types('Postcode', 'LL57 1DT');
  await patient.selects('Continue');
  await submitsDetails(patient);
  await patient.sees('There is a problem with your NHS number');
});
