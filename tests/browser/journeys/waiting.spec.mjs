// Locks and codes whose time passes, in a house where that takes a minute. Journeys 1.3, 1.4, 2.10

import { agreeToShare, giveCode, giveEmail, giveKnownEmail, givePassword, registerAsFarAsPhone } from '../walk/journeys.mjs';
import { expect, test } from '../walk/test.mjs';

test.use({ houseName: 'hasty' });
test.describe.configure({ timeout: 150_000 });

const LONGEST_WAIT = 120_000;

/** Looks again and again until the page has another heading. */
async function waitsFor(patient, heading) {
  await expect
    .poll(async () => {
      await patient.page.reload();
      return patient.page.getByRole('heading', { level: 1 }).textContent();
    }, { timeout: LONGEST_WAIT, intervals: [2_000] })
    .toBe(heading);
}

test('after a lock the right password works again', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await patient.sees('Enter your password', { errors: attempt > 1 ? ['Enter the correct password'] : [], quickly: true });
    await patient.types('Password', 'not the password');
    await patient.selects('Continue');
  }
  await patient.sees('You cannot continue: wrong password entered too many times');
  await waitsFor(patient, 'Enter your password');
  await givePassword(patient, person.password);
  await giveCode(patient, (await mailbox.nextCode(person.recipient)).code);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('a code that is too old is not accepted, and a new one comes after the password', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  await mailbox.nextCode(person.recipient);
  await waitsFor(patient, 'This security code has expired');
  await patient.sees('This security code has expired');
  await patient.selects('Enter your password again');
  await givePassword(patient, person.password);
  await giveCode(patient, (await mailbox.nextCode(person.recipient)).code);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('codes of a registration that are too old can be sent anew', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  const other = await patient.anotherTab();
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', person.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  await mailbox.nextCode(person.recipient);

  const second = await newcomer();
  await other.comesFrom('open');
  await giveEmail(other, second.email);
  await other.sees('Set up a new NHS login');
  await other.selects('Continue');
  await other.sees('Create a password');
  await other.types('Password', second.password);
  await other.types('Confirm your password', second.password);
  await other.selects('Continue');
  await other.sees('Check your email');
  await mailbox.nextCode(second.email);

  await waitsFor(patient, 'Security code expired');
  await patient.sees('Security code expired');
  await patient.selects('Get a new code');
  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', person.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  await patient.types('Security code', (await mailbox.nextCode(person.recipient)).code);
  await patient.selects('Continue');
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');

  await waitsFor(other, 'The security code in your email has expired');
  await other.sees('The security code in your email has expired');
  await other.selects('Send a new code');
  await other.sees('Check your email', { success: 'You have been sent a new security code' });
  await other.types('Security code', (await mailbox.nextCode(second.email)).code);
  await other.selects('Continue');
  await other.sees('Enter your mobile number');
});
