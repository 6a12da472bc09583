// Photo ID that the document-check provider looks at, and no person. Journeys 1.8

import { hasPhotoId, isTold, recordsFace, sendsPhoto, submits, uploadsPhotoOf } from '../walk/photo-id.mjs';
import { DAVID, P9, isMatched, logsInToProve, sharesMoreAndIsBack } from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';

test('a driving licence that the document-check provider passes leads to P9', async ({ patient, mailbox, registered, samples }, info) => {
  test.skip(info.project.name !== 'desktop', 'A record belongs to one login, and the pages are those that people look at.');
  const person = await registered();
  await logsInToProve(patient, person, mailbox, P9);
  await isMatched(patient, DAVID);
  await hasPhotoId(patient);
  await uploadsPhotoOf(patient, 'UK driving licence (full or provisional)');
  await sendsPhoto(patient, await samples.photo('no-face'));
  await patient.sees('We cannot find a face in your photo');
  await patient.reads('CID8005');
  await patient.selects('Try again');
  await sendsPhoto(patient, await samples.photo('pass'));
  await recordsFace(patient, samples);
  await submits(patient);
  await isTold(mailbox, person.email, 'You have proved who you are for your NHS login');
  await logsInToProve(patient, person, mailbox, P9);
  expect((await sharesMoreAndIsBack(patient)).code).toBeTruthy();
});
