// Agreeing to share, or not: C1 to C3. Journeys 1.10, 2.9

import { logIn } from '../walk/journeys.mjs';
import { expect, seeded, test } from '../walk/test.mjs';

const ASKED = 'Agree to share your NHS login information';
const REFUSED = 'You did not agree to share your NHS login information';
const REFUSE = 'I do not agree to share this information';

test('somebody refuses to share, thinks again, and agrees', async ({ patient, mailbox, registered }) => {
  await patient.comesFromDemoPartner();
  await logIn(patient, await registered(), mailbox);
  await patient.sees(ASKED);
  await patient.selects(REFUSE);
  await patient.sees(REFUSED);
  await patient.selects('Continue');
  await patient.sees(REFUSED, { errors: ['Select what you want to do'] });
  await patient.chooses('Go back and agree to share my information');
  await patient.selects('Continue');
  await patient.sees(ASKED);
  await patient.selects('I agree');
  await patient.seesAtPartner('You are logged in');
});

test('somebody refuses to share for good, and the partner says what that means', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFromDemoPartner();
  await logIn(patient, person, mailbox);
  await patient.sees(ASKED);
  await patient.selects(REFUSE);
  await patient.sees(REFUSED);
  await patient.chooses('Go to Example Health without sharing my information');
  await patient.selects('Continue');
  await patient.seesAtPartner('You cannot continue without sharing your information');
  await patient.reads('ConsentNotGiven');
  await patient.selectsLink('Continue to NHS login');
  await logIn(patient, person, mailbox);
  await patient.sees(ASKED);
});

test('a refusal reaches the partner with its state, and nothing else', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFrom('closed');
  await logIn(patient, person, mailbox);
  await patient.sees(ASKED);
  await expect(patient.page.getByRole('link', { name: 'privacy policy of the Closed Clinic' })).toBeVisible();
  await patient.selects(REFUSE);
  await patient.sees(REFUSED);
  await patient.chooses('Go to the Closed Clinic without sharing my information');
  await patient.selects('Continue');
  expect(await patient.isBack()).toEqual({
    error: 'access_denied',
    error_description: 'ConsentNotGiven',
    state: 'the-state',
  });
});

test('a partner that wants more asks again, and says what is new', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.asksAtDemoPartner([['scope', 'email']]);
  await logIn(patient, person, mailbox);
  await patient.sees(ASKED);
  await patient.selects('I agree');
  await patient.seesAtPartner('You are logged in');
  await patient.asksAtDemoPartner([['scope', 'email'], ['scope', 'phone']]);
  await patient.sees('Agree to share more information');
  await patient.reads('mobile phone number');
  await patient.selects('Agree and continue');
  await patient.seesAtPartner('You are logged in');
});

test('somebody who agreed before is not asked again', async ({ patient, mailbox, registered }) => {
  const person = await registered();
  await patient.comesFrom('open');
  await logIn(patient, person, mailbox);
  expect(await patient.isBack()).toMatchObject({ code: expect.any(String), state: 'the-state' });
});

test('a silent request for a level that cannot be reached shows nothing', async ({ patient, mailbox, registered }) => {
  await patient.comesFrom('open');
  await logIn(patient, await registered(), mailbox);
  await patient.isBack();
  await patient.comesFrom('open', { vtr: '["P9.Cp.Cd"]', prompt: 'none' });
  expect(await patient.isBack()).toMatchObject({ error: 'interaction_required', state: 'the-state' });
});

test('a way of logging in that is not offered yet ends on a page with a way back', async ({ patient }) => {
  await patient.asksAtDemoPartner([['scope', 'email'], ['vtr', '["P0.Cm"]']]);
  await patient.sees('You cannot log in this way yet');
  await patient.selects('Go back to Example Health');
  await patient.seesAtPartner('You have not been logged in');
});

test.describe('where nobody proves anything', () => {
  test.use({ houseName: 'hasty' });

  test('somebody whose level cannot be reached yet can go back', async ({ patient }) => {
    const person = seeded('nina.newcombe@patients.example');
    await patient.comesFrom('open', { vtr: '["P9.Cp.Cd"]' });
    await logIn(patient, person);
    await patient.sees('You cannot prove who you are yet');
    await patient.selects('Go back to Riverside Pharmacy');
    expect(await patient.isBack()).toMatchObject({ error: 'access_denied', state: 'the-state' });
  });
});
