// With a session, without one, in two tabs, and with the Back button. Journeys 1.1, 1.11

import { agreeToShare, giveEmail, giveKnownEmail, givePassword, logIn } from '../walk/journeys.mjs';
import { expect, seeded, test } from '../walk/test.mjs';

const AWAY = 'We do not know which website or app you are trying to access';

test('a partner logs somebody in again silently', async ({ patient, mailbox, registered }) => {
  await patient.comesFromDemoPartner();
  await logIn(patient, await registered(), mailbox);
  await patient.sees('Agree to share your NHS login information');
  await patient.selects('I agree');
  await patient.seesAtPartner('You are logged in');
  await patient.selects('Log in again silently');
  await patient.seesAtPartner('You are logged in');
});

test('without a session a silent request comes back at once and shows nothing', async ({ patient }) => {
  await patient.comesFrom('open', { prompt: 'none' });
  expect(await patient.isBack()).toMatchObject({ error: 'sso_login_required', state: 'the-state' });
  await patient.asksAtDemoPartner([['scope', 'email'], ['prompt', 'none']]);
  await patient.seesAtPartner('You need to log in first');
});

test('a silent request of a partner that nobody agreed to comes back with consent_required', async ({ patient, mailbox, registered }) => {
  await patient.comesFrom('open');
  await logIn(patient, await registered(), mailbox);
  await patient.isBack();
  await patient.comesFrom('closed', { prompt: 'none' });
  expect(await patient.isBack()).toMatchObject({ error: 'consent_required', state: 'the-state' });
});

test('a session opens the next partner without a password', async ({ patient, mailbox, registered }) => {
  await patient.comesFrom('open');
  await logIn(patient, await registered(), mailbox);
  await patient.isBack();
  await patient.comesFromDemoPartner();
  await patient.sees('Agree to share your NHS login information');
});

test('prompt=login asks again although there is a session', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFrom('open');
  await logIn(patient, person, mailbox);
  await patient.isBack();
  await patient.comesFrom('open', { prompt: 'login' });
  await giveEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  await patient.types('Security code', (await mailbox.nextCode(person.recipient)).code);
  await patient.selects('Continue');
  expect(await patient.isBack()).toMatchObject({ code: expect.any(String), state: 'the-state' });
});

test('two tabs log in to two partners, each to its own', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  const other = await patient.anotherTab();
  await patient.comesFrom('open', { state: 'first-tab' });
  await other.comesFrom('closed', { state: 'second-tab' });
  await giveKnownEmail(patient, person.email);
  await giveKnownEmail(other, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  await patient.types('Security code', (await mailbox.nextCode(person.recipient)).code);
  await patient.selects('Continue');
  expect(await patient.isBack()).toMatchObject({ code: expect.any(String), state: 'first-tab' });

  await other.sees('Enter your password');
  await other.types('Password', person.password);
  await other.selects('Continue');
  await other.sees('Agree to share your NHS login information');
  await other.selects('I agree');
  expect(await other.isBack()).toMatchObject({ code: expect.any(String), state: 'second-tab' });
});

test('Back in the middle of a log in leads on, and never sends anything twice', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  await patient.sees('Check your mobile phone');
  const { code } = await mailbox.nextCode(person.recipient);
  await patient.goesBack();
  await patient.sees('Check your mobile phone');
  await patient.types('Security code', code);
  await patient.selects('Continue');
  await patient.sees('Agree to share your NHS login information');
  expect((await mailbox.messagesTo(person.recipient)).filter((message) => message.code === code)).toHaveLength(1);
});

test('Back after the end says that there is nothing to go on with', async ({ patient, mailbox, registered }) => {
  await patient.comesFromDemoPartner();
  await logIn(patient, await registered(), mailbox);
  await agreeToShare(patient);
  await patient.seesAtPartner('You are logged in');
  await patient.goesBack();
  await patient.sees(AWAY);
  await patient.reads('Reference: CID1004');
});

test('Back before the partner has used the answer gives the same answer again', async ({ patient, mailbox, registered }) => {
  await patient.comesFrom('open');
  await logIn(patient, await registered(), mailbox);
  await patient.isBack();
  const answer = patient.page.url();
  await patient.goesBack();
  await patient.isBack();
  expect(patient.page.url()).toBe(answer);
});

test("another browser's log in is nobody else's", async ({ patient, browser }) => {
  await patient.comesFrom('open');
  await giveKnownEmail(patient, seeded('nina.newcombe@patients.example').email);
  await patient.sees('Enter your password');
  const stolen = patient.page.url();
  await patient.page.context().clearCookies();
  await patient.page.goto(stolen);
  await patient.sees(AWAY);
  await patient.reads('Reference: CID1004');
});
