// The camera in the page: a photo of the ID and a face scan, before a camera that Chromium makes up. Journeys 1.8, 2.7 I7, I9 to I11, I22

import { hasPhotoId, isTold, submits } from '../walk/photo-id.mjs';
import { HARRIET, P9, isMatched, logsInToProve } from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';
import { chromium, chromiumFlags } from '../world/places.mjs';

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test.use({ launchOptions: { executablePath: chromium(), args: [...chromiumFlags(), ...CAMERA] } });

test('a photo and a face scan taken in the page lead to a check', async ({ patient, mailbox, registered }, info) => {
  test.skip(info.project.name !== 'desktop', 'A record belongs to one login, and without script there is no camera in a page.');
  const person = await registered();
  await logsInToProve(patient, person, mailbox, P9);
  await isMatched(patient, HARRIET);
  await hasPhotoId(patient);
  await patient.sees('What type of photo ID do you have?');
  await patient.chooses('Passport');
  await patient.selects('Continue');
  await patient.chooses('Take a photo now');
  await patient.selects('Continue');
  await takesPhoto(patient);

  await patient.sees('Record your face');
  await patient.selects('Scan your face');
  await patient.sees('Get ready to scan your face');
  await patient.selects('Start the scan');
  await patient.sees('Scan your face now');
  await patient.selects('Stop the scan');
  await patient.sees('Your face scan was stopped');
  await patient.selects('Scan your face again');
  await patient.selects('Start the scan');
  await patient.selects('Scan now');
  await patient.sees('Submit your information');
  await patient.reads('the scan of your face');
  await submits(patient);
  await isTold(mailbox, person.email, 'You have proved who you are for your NHS login');
});

/** I7 with the camera of the page: taken twice, then sent; the made-up picture may look blurred. */
async function takesPhoto(patient) {
  await patient.sees('Take a photo of your passport');
  await patient.selects('Use the camera of this device');
  await patient.selects('Take the photo');
  await patient.reads('The photo was taken.');
  await patient.selects('Take another photo');
  await patient.selects('Take the photo');
  await patient.reads('The photo was taken.');
  await expect(patient.page.getByLabel('The photo you took')).toBeVisible();
  await patient.selects('Upload photo');
  if (await patient.shows('Your photo may be too blurry')) {
    await patient.chooses('I think the text is clear');
    await patient.selects('Continue');
    await patient.selects('Send this photo');
  }
}
