// Ways through the pages of photo ID and of a video of one's face: told once. Journeys 1.8, 2.7

import { expect } from '@playwright/test';

/** The simulator's files: photos by what they make of themselves, and a video. Each is fetched once. */
export class Samples {
  #home;
  #request;
  #kept = new Map();

  constructor(home, request) {
    this.#home = home;
    this.#request = request;
  }

  /** The photo of a card, such as "pass" or "blurred", as a phone would call it. */
  async photo(scenario) {
    return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await this.#file(`${scenario}.jpg`) };
  }

  /** A video. */
  async video() {
    return { name: 'VID_0002.mp4', mimeType: 'video/mp4', buffer: await this.#file('video.mp4') };
  }

  async #file(name) {
    if (!this.#kept.has(name)) {
      const answer = await this.#request.get(`${this.#home}/${name}`);
      if (!answer.ok()) throw new Error(`The sample ${name} was answered with ${answer.status()}`);
      this.#kept.set(name, await answer.body());
    }
    return this.#kept.get(name);
  }
}

/** Something that is neither a photo nor a video. */
export const NOTES = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('These are my notes.') };

/** I1, I2 and I4. */
export async function hasPhotoId(patient) {
  await patient.sees('You need to prove who you are');
  await patient.selects('Continue');
  await patient.sees('Do you have photo ID with you?');
  await patient.chooses('Yes, I have it with me');
  await patient.selects('Continue');
  await patient.sees('Send a photo of your ID');
  await patient.selects('Continue');
}

/** I5 and I6. */
export async function uploadsPhotoOf(patient, document) {
  await patient.sees('What type of photo ID do you have?');
  await patient.chooses(document);
  await patient.selects('Continue');
  await patient.chooses('Upload a photo');
  await patient.selects('Continue');
}

/** I7. */
export async function sendsPhoto(patient, photo) {
  await patient.attaches('Your photo', photo);
  await patient.selects('Upload photo');
}

/** I14. */
export async function sendsVideo(patient, video) {
  await patient.attaches('Your video', video);
  await patient.selects('Upload video');
}

/** I9 to I15, without a word going wrong. */
export async function recordsFace(patient, samples) {
  await patient.sees('Record your face');
  await patient.selects('Continue');
  await patient.sees('Record a short video');
  await patient.chooses('Say 4 numbers');
  await patient.selects('Continue');
  await patient.sees('Get ready to say 4 numbers');
  await sendsVideo(patient, await samples.video());
  await patient.sees('Check your video');
  await patient.selects('Use this video');
}

/** I17 and I18. */
export async function submits(patient) {
  await patient.sees('Submit your information');
  await patient.selects('Submit');
  await patient.sees('Thank you – we are checking your information');
}

/** Waits until an email with this subject was sent: decisions take effect behind the pages. */
export async function isTold(mailbox, email, subject) {
  const subjects = async () => (await mailbox.messagesTo(email)).map((message) => message.subject);
  await expect.poll(subjects, { timeout: 60_000 }).toContain(subject);
}
