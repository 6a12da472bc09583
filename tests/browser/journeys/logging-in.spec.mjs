// Logging in with a password and a code: S1 to S5, L0, the locks. Journeys 1.2, 1.4, 2.1, 2.10

import { giveCode, giveEmail, giveKnownEmail, givePassword, logIn } from '../walk/journeys.mjs';
import { notTheCode } from '../walk/mailbox.mjs';
import { expect, seeded, test } from '../walk/test.mjs';

test('somebody registered logs in with a code and shares with a new partner', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await logIn(patient, person, mailbox);
  await patient.sees('Agree to share your NHS login information');
  await patient.selects('I agree');
  await patient.seesAtPartner('You are logged in');
  await patient.selects('Refresh the access token');
  await patient.seesAtPartner('You are logged in');
  await patient.reads('1 time');
});

test('a wrong password is told, and the right one still works', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await patient.sees('Enter your password');
  await patient.selects('Continue');
  await patient.sees('Enter your password', { errors: ['Enter your password'] });
  await patient.types('Password', 'not the password');
  await patient.selects('Continue');
  await patient.sees('Enter your password', { errors: ['Enter the correct password'] });
  await expect(patient.page.getByLabel('Password', { exact: true }), 'passwords are never filled in again').toHaveValue('');
  await patient.types('Password', person.password);
  await patient.selects('Continue');
  await giveCode(patient, (await mailbox.nextCode(person.recipient)).code);
  await patient.sees('Agree to share your NHS login information');
});

test('five wrong passwords lock for a quarter of an hour, even against the right one', async ({ patient, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await patient.sees('Enter your password');
  const here = patient.page.url();
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await patient.types('Password', 'not the password');
    await patient.selects('Continue');
    await patient.sees('Enter your password', { errors: ['Enter the correct password'], quickly: true });
  }
  await patient.types('Password', 'not the password');
  await patient.selects('Continue');
  await patient.sees('You cannot continue: wrong password entered too many times');
  await patient.reads('15 minutes');
  await patient.page.goto(here);
  await patient.sees('You cannot continue: wrong password entered too many times');
});

test('five wrong codes lock for a quarter of an hour', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  const wrong = notTheCode((await mailbox.nextCode(person.recipient)).code);
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await patient.types('Security code', wrong);
    await patient.selects('Continue');
    await patient.sees('Check your mobile phone', {
      errors: ['The security code you have entered is wrong'],
      quickly: attempt > 1,
    });
  }
  await patient.types('Security code', wrong);
  await patient.selects('Continue');
  await patient.sees('You cannot continue: wrong security code entered too many times');
  await patient.reads('15 minutes');
});

test('a code sent again replaces the first one', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  const first = await mailbox.nextCode(person.recipient);
  await patient.unfolds('Not received your security code?');
  await patient.selects('Send the code again');
  await patient.sees('Check your mobile phone', { success: 'You have been sent a new security code' });
  const { code } = await mailbox.nextCode(person.recipient);
  await patient.types('Security code', first.code === code ? notTheCode(code) : first.code);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone', { errors: ['The security code you have entered is wrong'] });
  await patient.types('Security code', code);
  await patient.selects('Continue');
  await patient.sees('Agree to share your NHS login information');
});

test('asking for more than five codes is stopped', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  const stopped = patient.page.getByRole('heading', { level: 1, name: 'You cannot continue' });
  for (let sends = 0; sends < 6 && !(await stopped.isVisible()); sends += 1) {
    await patient.sees('Check your mobile phone', { quickly: true });
    await patient.unfolds('Not received your security code?');
    await patient.selects('Send the code again');
    await expect(patient.page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await patient.sees('You cannot continue: too many security codes sent');
});

test('a remembered device is asked for no code the next time, another device is', async ({ patient, mailbox, registered, context }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await logIn(patient, person, mailbox, { remember: true });
  await patient.sees('Agree to share your NHS login information');
  await patient.selects('I agree');
  await patient.seesAtPartner('You are logged in');
  expect((await mailbox.messagesTo(person.email)).map((message) => message.kind)).toContain('device_remembered');
  const cookies = (await context.cookies()).filter((cookie) => /session/.test(cookie.name));
  expect(cookies, 'the session cookie').not.toEqual([]);
  for (const cookie of cookies) await context.clearCookies({ name: cookie.name });
  await patient.comesFromDemoPartner();
  await giveEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.seesAtPartner('You are logged in');
});

test('somebody with a mobile and a landline chooses how the code comes', async ({ patient }) => {
  const person = seeded('priya.raman@patients.example');
  await patient.comesFrom('open', { vtr: '["P5.Cp.Cd"]' });
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('How do you want to get your security code?');
  await patient.selects('Continue');
  await patient.sees('How do you want to get your security code?', { errors: ['Select how you want to get your security code'] });
  await patient.chooses('Call to the landline ending 103');
  await patient.selects('Continue');
  await patient.sees('Answer the call to your landline');
  await patient.selectsLink('I cannot log in using my landline');
  await patient.sees('I cannot log in using my landline');
  await patient.selects('Send a text message');
  await giveCode(patient, person.code);
  await expect(patient.page.getByRole('heading', { level: 1 })).not.toHaveText('Check your mobile phone');
  await expect(patient.page.getByRole('heading', { level: 1 })).toHaveText(/^(Agree to share your NHS login information|Back at the partner)$/);
});

test('somebody without their phone learns what to do', async ({ patient }) => {
  const person = seeded('nina.newcombe@patients.example');
  await patient.comesFrom('open');
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  await patient.selectsLink('I cannot log in using my mobile phone');
  await patient.sees('I cannot log in using my mobile phone');
  await patient.reads('Reference: CID3001');
});

test('a different email address can be used at the password page', async ({ patient }) => {
  const [one, other] = [seeded('nina.newcombe@patients.example'), seeded('owen.prosser@patients.example')];
  await patient.comesFrom('open');
  await giveKnownEmail(patient, one.email);
  await patient.sees('Enter your password');
  await patient.reads(one.email);
  await patient.selects('Use a different email address');
  await giveKnownEmail(patient, other.email);
  await patient.sees('Enter your password');
  await patient.reads(other.email);
  await expect(patient.page.getByRole('main')).not.toContainText(one.email);
});

test('a disabled login says so after the password only', async ({ patient }) => {
  const person = seeded('albert.winterbourne@patients.example');
  await patient.comesFrom('open');
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Your NHS login has been disabled');
  await patient.reads('Reference: CID2012');
  await patient.selects('Go back to Riverside Pharmacy');
  expect(await patient.isBack()).toMatchObject({ error: 'access_denied', state: 'the-state' });
});

test('a partner that takes nobody new turns a stranger away', async ({ patient, newcomer }) => {
  await patient.comesFrom('closed');
  await giveEmail(patient, (await newcomer()).email);
  await patient.sees('We cannot log you in');
  await patient.selects('Go back to the Closed Clinic');
  expect(await patient.isBack()).toMatchObject({ error: 'access_denied', state: 'the-state' });
});
