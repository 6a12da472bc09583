// Setting up a new login: R1 to R6. Journeys 1.3, 2.2

import { notTheCode } from '../walk/mailbox.mjs';
import { agreeToShare, giveEmail, giveMobile, registerAsFarAsPhone } from '../walk/journeys.mjs';
import { expect, test } from '../walk/test.mjs';

test('a newcomer registers with a mobile, agrees to share, and the partner knows who it is', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await giveMobile(patient, person, mailbox);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
  await patient.reads(person.email);
  const kinds = (await mailbox.messagesTo(person.email)).map((message) => message.kind);
  expect(kinds.toSorted()).toEqual(['account_created', 'confirm_email']);
});

test('a newcomer registers with a landline and hears the code twice', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await patient.sees('Enter your mobile number');
  await patient.selectsLink('Use a landline number instead');
  await patient.sees('Enter your landline number');
  await patient.types('UK landline number', person.landline);
  await patient.selects('Continue');
  await patient.sees('Enter the security code from your phone call');
  const call = await mailbox.nextCode(person.landlineRecipient);
  expect(call.channel).toBe('call');
  expect(call.text.split([...call.code].join('. ')).length - 1, 'how often the code is read out').toBe(2);
  await patient.types('Security code', call.code);
  await patient.selects('Continue');
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('a newcomer registers with an international mobile', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  const irish = `+353 85 ${person.mobile.slice(-3)} 4${person.mobile.slice(-3)}`;
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await patient.sees('Enter your mobile number');
  await patient.chooses('I have an international mobile number');
  await patient.types('International mobile number', '+1 202 555 0143');
  await patient.selects('Continue');
  await patient.sees('Enter your mobile number', {
    errors: ['We cannot send security codes to this country. Enter a mobile number from another country'],
  });
  await patient.types('International mobile number', irish);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  await patient.types('Security code', (await mailbox.nextCode(irish.replaceAll(' ', ''))).code);
  await patient.selects('Continue');
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('every mistake while registering is named at its field and can be put right', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  await patient.comesFromDemoPartner();
  await patient.sees('Enter your email address');
  await patient.selects('Continue');
  await patient.sees('Enter your email address', { errors: ['Enter your email address'] });
  await patient.types('Email address', 'not an address');
  await patient.selects('Continue');
  await patient.sees('Enter your email address', {
    errors: ['Enter an email address in the correct format, like name@example.com'],
  });
  await expect(patient.page.getByLabel('Email address', { exact: true })).toHaveValue('not an address');
  await patient.types('Email address', person.email);
  await patient.selects('Continue');
  await patient.sees('Set up a new NHS login');
  await patient.reads(person.email);
  await patient.selects('Continue');

  await patient.sees('Create a password');
  await patient.selects('Continue');
  await patient.sees('Create a password', { errors: ['Enter a password', 'Confirm your password'] });
  await patient.types('Password', 'short');
  await patient.types('Confirm your password', 'short');
  await patient.selects('Continue');
  await patient.sees('Create a password', { errors: ['Password must be 8 characters or more'] });
  await patient.types('Password', person.password);
  await patient.types('Confirm your password', `${person.password}!`);
  await patient.selects('Continue');
  await patient.sees('Create a password', { errors: ['Check your passwords match'] });
  await expect(patient.page.getByLabel('Password', { exact: true }), 'passwords are never filled in again').toHaveValue('');
  await patient.types('Password', person.password);
  await patient.types('Confirm your password', person.password);
  await patient.selects('Continue');

  await patient.sees('Check your email');
  const { code } = await mailbox.nextCode(person.email);
  await patient.selects('Continue');
  await patient.sees('Check your email', { errors: ['Enter the security code'] });
  await patient.types('Security code', '12345');
  await patient.selects('Continue');
  await patient.sees('Check your email', { errors: ['Security code must be 6 numbers'] });
  await patient.types('Security code', notTheCode(code));
  await patient.selects('Continue');
  await patient.sees('Check your email', { errors: ['The security code you have entered is wrong'] });
  await patient.types('Security code', `${code.slice(0, 3)} ${code.slice(3)}`);
  await patient.selects('Continue');

  await patient.sees('Enter your mobile number');
  await patient.selects('Continue');
  await patient.sees('Enter your mobile number', { errors: ['Enter your mobile number'] });
  await patient.types('UK mobile number', '020 7946 0018');
  await patient.selects('Continue');
  await patient.sees('Enter your mobile number', { errors: ['Enter a valid mobile number, like 07700 900123'] });
  await patient.selectsLink('Use a landline number instead');
  await patient.sees('Enter your landline number');
  await patient.types('UK landline number', '0845 123 4567');
  await patient.selects('Continue');
  await patient.sees('Enter your landline number', { errors: ['Landline number must start with 01 or 02'] });
  await patient.selectsLink('Use a mobile number instead');
  await giveMobile(patient, person, mailbox);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('a mistyped email address can be changed before and after the password', async ({ patient, mailbox, newcomer }) => {
  const [mistyped, person] = [await newcomer(), await newcomer()];
  await patient.comesFromDemoPartner();
  await giveEmail(patient, mistyped.email);
  await patient.sees('Set up a new NHS login');
  await patient.selects('Use a different email address');
  await giveEmail(patient, mistyped.email);
  await patient.sees('Set up a new NHS login');
  await patient.selects('Continue');
  await patient.sees('Create a password');
  await patient.types('Password', mistyped.password);
  await patient.types('Confirm your password', mistyped.password);
  await patient.selects('Continue');
  await patient.sees('Check your email');
  await patient.unfolds('Not received your security code?');
  await patient.selects('Use a different email address');
  await registerAsFarAsPhone(patient, person, mailbox);
  await giveMobile(patient, person, mailbox);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
  await patient.reads(person.email);
});

test('a mistyped phone number can be changed, and only the new code works', async ({ patient, mailbox, newcomer }) => {
  const [mistyped, person] = [await newcomer(), await newcomer()];
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', mistyped.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  const old = await mailbox.nextCode(mistyped.recipient);
  await patient.selects('Change your mobile number');
  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', person.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  const { code } = await mailbox.nextCode(person.recipient);
  await patient.types('Security code', old.code === code ? notTheCode(code) : old.code);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number', {
    errors: ['The security code you have entered is wrong'],
  });
  await patient.types('Security code', code);
  await patient.selects('Continue');
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('codes can be sent again by email, by text and by call', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  const again = 'You have been sent a new security code';
  await patient.comesFromDemoPartner();
  await giveEmail(patient, person.email);
  await patient.sees('Set up a new NHS login');
  await patient.selects('Continue');
  await patient.sees('Create a password');
  await patient.types('Password', person.password);
  await patient.types('Confirm your password', person.password);
  await patient.selects('Continue');
  await patient.sees('Check your email');
  await mailbox.nextCode(person.email);
  await patient.unfolds('Not received your security code?');
  await patient.selects('Send the code again');
  await patient.sees('Check your email', { success: again });
  await patient.types('Security code', (await mailbox.nextCode(person.email)).code);
  await patient.selects('Continue');

  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', person.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  await mailbox.nextCode(person.recipient);
  await patient.unfolds('Not received your security code?');
  await patient.selects('Send the code again');
  await patient.sees('Check your mobile phone to confirm your number', { success: again });
  await mailbox.nextCode(person.recipient);

  await patient.selects('Change your mobile number');
  await patient.sees('Enter your mobile number');
  await patient.selectsLink('Use a landline number instead');
  await patient.sees('Enter your landline number');
  await patient.types('UK landline number', person.landline);
  await patient.selects('Continue');
  await patient.sees('Enter the security code from your phone call');
  await mailbox.nextCode(person.landlineRecipient);
  await patient.unfolds('Not received your security code?');
  await patient.selects('Call me again');
  await patient.sees('Enter the security code from your phone call', {
    success: 'We are calling you with a new security code',
  });
  await patient.types('Security code', (await mailbox.nextCode(person.landlineRecipient)).code);
  await patient.selects('Continue');
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('an unfinished registration goes on where it stopped, after the password', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  await patient.comesFromDemoPartner();
  await registerAsFarAsPhone(patient, person, mailbox);
  await patient.sees('Enter your mobile number');
  await patient.comesFromDemoPartner();
  await giveEmail(patient, person.email);
  await patient.sees('We found your NHS login');
  await patient.selects('Continue');
  await patient.sees('Enter your password');
  await patient.types('Password', person.password);
  await patient.selects('Continue');
  await giveMobile(patient, person, mailbox);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
});

test('five wrong email codes stop a registration for a while', async ({ patient, mailbox, newcomer }) => {
  const person = await newcomer();
  await patient.comesFromDemoPartner();
  await giveEmail(patient, person.email);
  await patient.sees('Set up a new NHS login');
  await patient.selects('Continue');
  await patient.sees('Create a password');
  await patient.types('Password', person.password);
  await patient.types('Confirm your password', person.password);
  await patient.selects('Continue');
  await patient.sees('Check your email');
  const wrong = notTheCode((await mailbox.nextCode(person.email)).code);
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await patient.types('Security code', wrong);
    await patient.selects('Continue');
    await patient.sees('Check your email', { errors: ['The security code you have entered is wrong'], quickly: attempt > 1 });
  }
  await patient.types('Security code', wrong);
  await patient.selects('Continue');
  await patient.sees('You cannot continue: wrong security code entered too many times');
  await patient.reads('15 minutes');
});
