// Going on with a phone where a computer has no camera. Journeys 1.8, 2.7 I20 and I21

import { logIn } from '../walk/journeys.mjs';
import { hasPhotoId, sendsPhoto, uploadsPhotoOf } from '../walk/photo-id.mjs';
import { NAMESAKE, P9, isMatched, logsInToProve } from '../walk/proving.mjs';
import { expect, test } from '../walk/test.mjs';

test.use({ houseName: 'proving' });

const OTHER = 'Use a different device, such as a phone with a camera';

/** The address in the newest text to this number. */
async function linkIn(mailbox, recipient) {
  const link = async () => {
    const texts = await mailbox.messagesTo(recipient);
    return texts.map((message) => /https?:\/\/\S+\/here\/\S+/.exec(message.text)?.[0]).find(Boolean);
  };
  await expect.poll(link, { timeout: 30_000 }).toBeTruthy();
  return link();
}

test('a link in a text goes on with photo ID on a phone, once, after logging in there', async ({ patient, mailbox, registered, samples, onPhone }) => {
  const person = await registered();
  await logsInToProve(patient, person, mailbox, P9);
  await isMatched(patient, NAMESAKE);
  await hasPhotoId(patient);
  await uploadsPhotoOf(patient, 'Passport');
  await patient.sees('Upload a photo of your passport');
  await patient.selectsLink(OTHER);
  const asked = 'We need to send you a link so you can continue';
  await patient.sees(asked);
  await patient.selects('Send the link');
  await patient.sees(asked, { errors: ['Select where we should send the link'] });
  await patient.chooses('To a different mobile number');
  await patient.types('UK mobile number', '020 7946 0000');
  await patient.selects('Send the link');
  await patient.sees(asked, { errors: ['Enter a valid mobile number, like 07700 900123'] });
  await patient.chooses(`To my mobile number ending ${person.mobile.slice(-3)}`);
  await patient.selects('Send the link');
  await patient.sees('Check your text messages');

  const link = await linkIn(mailbox, person.recipient);
  const phone = await onPhone();
  await phone.page.goto(link);
  await phone.sees('Continue proving who you are on this device');
  await phone.selects('Continue on this device');
  await logIn(phone, person, mailbox);
  await phone.sees('Upload a photo of your passport');
  await sendsPhoto(phone, await samples.photo('pass'));
  await phone.sees('Record your face');

  const second = await onPhone();
  await second.page.goto(link);
  await second.sees('The link in your text message has been used');
  await second.page.goto(`${link}x`);
  await second.sees('The link in your text message does not work');

  await patient.selects('Continue on this device instead');
  await patient.sees('Record your face');
});
