// Proving who you are with photo ID and a video, looked at by ID checkers. Journeys 1.8, 2.7, 6.2

import {
  CHECKER, GOOD, SUPERVISOR, answersAll, goesTo, logsInToConsole, seesCase, seesDashboard, seesRecord, startsNext,
} from '../walk/checker.mjs';
import {
  NOTES, hasPhotoId, isTold, recordsFace, sendsPhoto, sendsVideo, submits, uploadsPhotoOf,
} from '../walk/photo-id.mjs';
import {
  DAVID, HARRIET, P9, beginsDetails, givesBirthDateAndPostcode, isMatched, logsInToProve, sharesMoreAndIsBack, submitsDetails,
} from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';

// There is one queue: whoever starts the next verification gets the oldest, so these go one after the other.
test.describe.configure({ mode: 'serial' });
test.use({ houseName: 'proving' });

test('a passport and a video lead to P9 once an ID checker has approved them', async ({ patient, mailbox, registered, samples, atConsole }) => {
  const person = await registered();
  await logsInToProve(patient, person, mailbox, P9);
  await isMatched(patient, DAVID);
  await choosesPassport(patient);
  await sendsPassport(patient, samples);
  await sendsFace(patient, samples);
  await submits(patient);
  await patient.reads(person.email);
  await logsInToProve(patient, person, mailbox, P9);
  await patient.sees('We have not checked your photo ID yet');
  await patient.reads('CID2001');
  await patient.selects('Go back to Riverside Pharmacy');
  expect((await patient.isBack()).error).toBe('access_denied');

  const checker = await atConsole();
  await logsInToConsole(checker, CHECKER);
  await startsNext(checker);
  await checker.reads('Numbers asked for');
  await checker.reads('Single record found');
  await leavesQuestionsOpen(checker);
  await answersAll(checker, GOOD);
  await checker.selects('Continue to the decision');
  await seesCase(checker, 'answered');
  await approves(checker);

  await isTold(mailbox, person.email, 'You have proved who you are for your NHS login');
  await logsInToProve(patient, person, mailbox, P9);
  expect((await sharesMoreAndIsBack(patient)).code).toBeTruthy();
});

/** I1 to I6, with nothing chosen on every page where something has to be. */
async function choosesPassport(patient) {
  await patient.sees('You need to prove who you are');
  await patient.selects('Continue');
  await patient.sees('Do you have photo ID with you?');
  await patient.selects('Continue');
  await patient.sees('Do you have photo ID with you?', { errors: ['Select if you have photo ID with you'] });
  await patient.chooses('Yes, but I do not have it with me');
  await patient.selects('Continue');
  await patient.sees('You will need photo ID');
  await patient.selects('I have my photo ID now');
  await patient.sees('Send a photo of your ID');
  await patient.selects('Continue');
  await patient.sees('What type of photo ID do you have?');
  await patient.selects('Continue');
  await patient.sees('What type of photo ID do you have?', { errors: ['Select the type of photo ID you have'] });
  await patient.chooses('Other photo ID');
  await patient.selects('Continue');
  await patient.sees('What type of photo ID do you have?', { errors: ['Select which other photo ID you have'] });
  await patient.chooses('Passport');
  await patient.selects('Continue');
  await patient.sees('Choose how to send a photo of your passport');
  await patient.selects('Continue');
  await patient.sees('Choose how to send a photo of your passport', { errors: ['Select how you want to send a photo'] });
  await patient.chooses('Upload a photo');
  await patient.selects('Continue');
}

/** I7 and I8: no photo, a text, a blurred photo, tips, and the blurred photo after all. */
async function sendsPassport(patient, samples) {
  const page = 'Upload a photo of your passport';
  await patient.sees(page);
  await patient.selects('Upload photo');
  await patient.sees(page, { errors: ['Select a photo'] });
  await sendsPhoto(patient, NOTES);
  await patient.sees('Your photo must be a different type of file');
  await patient.selects('Try again');
  await patient.sees(page);
  await sendsPhoto(patient, await samples.photo('blurred'));
  await patient.sees('Your photo may be too blurry');
  await expect(patient.page.getByAltText('The photo of your ID that you sent')).toHaveJSProperty('complete', true);
  await patient.selects('Continue');
  await patient.sees('Your photo may be too blurry', { errors: ['Select what you want to do with this photo'] });
  await patient.chooses('I will try again');
  await patient.selects('Continue');
  await patient.sees('Tips for taking a clear photo');
  await patient.selects('Try again with the same photo ID');
  await patient.sees(page);
  await sendsPhoto(patient, await samples.photo('blurred'));
  await patient.sees('Your photo may be too blurry');
  await patient.chooses('I think the text is clear');
  await patient.selects('Continue');
  await patient.sees('Make sure your photo is clear before you send it');
  await patient.selects('Send this photo');
}

/** I9 to I15: no way chosen, no video, a text, and a video that is recorded again. */
async function sendsFace(patient, samples) {
  await patient.sees('Record your face');
  await patient.selects('Continue');
  await patient.sees('Record a short video');
  await patient.selects('Continue');
  await patient.sees('Record a short video', { errors: ['Select how you want to give us the numbers'] });
  await patient.chooses('Write 4 numbers on paper');
  await patient.selects('Continue');
  await patient.sees('Get ready to show 4 numbers on paper');
  await patient.selectsLink('Choose a different way to give us the numbers');
  await patient.chooses('Say 4 numbers');
  await patient.selects('Continue');
  const page = 'Get ready to say 4 numbers';
  await patient.sees(page);
  const numbers = await patient.page.locator('.app-digits').textContent();
  await patient.selects('Upload video');
  await patient.sees(page, { errors: ['Select a video'] });
  await sendsVideo(patient, NOTES);
  await patient.sees('Your video must be a different type of file');
  await patient.selects('Try again');
  await sendsVideo(patient, await samples.video());
  await patient.sees('Check your video');
  await patient.selects('Record it again');
  await patient.sees(page);
  await patient.reads(numbers);
  await sendsVideo(patient, await samples.video());
  await patient.sees('Check your video');
  await patient.selects('Use this video');
}

/** Everything is asked for before a decision. */
async function leavesQuestionsOpen(checker) {
  await checker.selects('Continue to the decision');
  const asked = Object.keys(GOOD).map((question) => `Answer the question “${question}”`);
  await seesCase(checker, 'unanswered', { errors: asked });
}

/** A decision, what is missing of it, and its record. */
async function approves(checker) {
  await checker.selects('Confirm decision');
  await seesCase(checker, 'decision', { errors: ['Select your decision'] });
  await checker.chooses('Approve');
  await checker.selects('Confirm decision');
  await seesCase(checker, 'confirmation', { errors: ['Confirm that it has passed all checks'] });
  await checker.chooses('Yes, I confirm it has passed all checks');
  await checker.selects('Confirm decision');
  await seesRecord(checker, 'Approved');
}

test('a supervisor looks again at what was approved', async ({ atConsole }) => {
  const supervisor = await atConsole();
  await supervisor.opens('/checks');
  await supervisor.sees('Log in to the operator console');
  await supervisor.selects('Continue');
  await supervisor.sees('Log in to the operator console', { errors: ['Enter your user name', 'Enter your password'] });
  await logsInToConsole(supervisor, SUPERVISOR);
  await goesTo(supervisor, 'Assurance audit');
  await supervisor.sees('Assurance audit');
  await supervisor.page.getByRole('table').getByRole('link').first().click();
  const audit = { as: 'audit of verification' };
  await supervisor.sees(/^Audit of verification \S+$/, audit);
  await supervisor.selects('Record audit');
  await supervisor.sees(/^Audit of verification \S+$/, { ...audit, errors: ['Select if you agree with the decision'] });
  await supervisor.chooses('No, I disagree');
  await supervisor.selects('Record audit');
  await supervisor.sees(/^Audit of verification \S+$/, { ...audit, errors: ['Enter why you disagree'] });
  await supervisor.chooses('Yes, I agree');
  await supervisor.selects('Record audit');
  await supervisor.sees('Assurance audit', { success: 'recorded' });
  await supervisor.selects('Log out');
  await supervisor.sees('Log in to the operator console');
});

test('somebody without a record sends both sides of a card, is held, declined and told why', async ({ patient, mailbox, registered, samples, atConsole }) => {
  const person = await registered();
  await logsInToProve(patient, person, mailbox, P9);
  await isNotFound(patient);
  await hasPhotoId(patient);
  await sendsLicence(patient, samples);
  await recordsFace(patient, samples);
  await patient.sees('Help us find your NHS record');
  await patient.selects('Continue');
  await submits(patient);

  const checker = await atConsole();
  await logsInToConsole(checker, CHECKER);
  await startsNext(checker);
  await checker.reads('No record found');
  await findsRecord(checker);
  await answersAll(checker, { ...GOOD, 'Is the photo ID genuine?': 'No' });
  await checker.selects('Continue to the decision');
  await seesCase(checker, 'not genuine');
  await holds(checker);

  const supervisor = await atConsole();
  await logsInToConsole(supervisor, SUPERVISOR);
  await declinesHeld(supervisor);

  await isTold(mailbox, person.email, 'Prove who you are for your NHS login in another way');
  await logsInToProve(patient, person, mailbox, P9);
  await patient.sees('You need to prove who you are again');
  await patient.reads('We could not use your photo ID to prove who you are.');
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

/** I5 to I8 with a card of two sides: a photo without a face, one with two, and the back. */
async function sendsLicence(patient, samples) {
  await patient.chooses('Other photo ID');
  await uploadsPhotoOf(patient, 'European driving licence (full)');
  const page = 'Upload a photo of the front of your European driving licence';
  await patient.sees(page);
  await sendsPhoto(patient, await samples.photo('no-document'));
  await patient.sees('We cannot find photo ID in your photo');
  await patient.selects('Try again');
  await sendsPhoto(patient, await samples.photo('no-face'));
  await patient.sees('We cannot find a face in your photo');
  await patient.reads('CID4005');
  await patient.selects('Try again');
  await sendsPhoto(patient, await samples.photo('two-faces'));
  await patient.sees('There is more than one face in your photo');
  await patient.selects('Use this photo');
  await patient.sees('Upload a photo of the back of your European driving licence');
  await sendsPhoto(patient, await samples.photo('blurred'));
  await patient.chooses('It is hard for me to take or check a photo');
  await patient.selects('Continue');
  await patient.sees('Get help to take or check your photo');
  await patient.selects('Send this photo anyway');
}

/** A search with other details. */
async function findsRecord(checker) {
  await checker.types('NHS number', '123');
  await checker.selects('Re-run trace');
  await seesCase(checker, 'traced', { errors: ['NHS number must be 10 numbers'] });
  await checker.types('NHS number', HARRIET.number);
  await checker.selects('Re-run trace');
  await seesCase(checker, 'found');
  await checker.reads('Single record found');
}

/** Into the holding list. */
async function holds(checker) {
  await checker.chooses('Move to the holding list');
  await checker.selects('Confirm decision');
  await seesCase(checker, 'holding', { errors: ['Select a reason'] });
  await checker.page.getByLabel('Reason to hold').selectOption('Potential fraud – ID document – note needed');
  await checker.types('Note for whoever opens it next', 'The print differs.');
  await checker.selects('Confirm decision');
  await seesRecord(checker, 'Moved to the holding list');
  await goesTo(checker, 'Holding list');
  await checker.sees('Holding list');
  await checker.reads('The print differs.');
}

/** Out of the holding list, and to an end. */
async function declinesHeld(supervisor) {
  await goesTo(supervisor, 'Holding list');
  await supervisor.sees('Holding list', { as: 'holding list of a supervisor' });
  await supervisor.selects('Send ticked cases back to the queue');
  await supervisor.sees('Holding list', { errors: ['Select the cases to send back to the queue'] });
  await supervisor.page.getByRole('button', { name: /^Open/ }).click();
  await seesCase(supervisor, 'held');
  await supervisor.reads('The print differs.');
  await supervisor.chooses('Decline');
  await supervisor.page.getByLabel('Reason', { exact: true }).selectOption('whole_document_fake');
  await supervisor.selects('Confirm decision');
  await seesCase(supervisor, 'declined', { errors: ['Enter a note: How did you identify it?'] });
  await supervisor.types('Note', 'The print differs.');
  await supervisor.selects('Confirm decision');
  await seesRecord(supervisor, 'Declined');
  await goesTo(supervisor, 'ID checks');
  await seesDashboard(supervisor);
}
