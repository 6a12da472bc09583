// Ways that many journeys go: told once.

/** What is answered for every registered person. */
export const PASSWORD = 'three-quiet-otters';

/** S1, and S2 where this client is new on this device. */
export async function giveEmail(patient, email) {
  await patient.sees('Enter your email address');
  await patient.types('Email address', email);
  await patient.selects('Continue');
}

/** S1 to S3 for an account that this client has not met on this device. */
export async function giveKnownEmail(patient, email) {
  await giveEmail(patient, email);
  await patient.sees('We found your NHS login');
  await patient.selects('Continue');
}

/** S3. */
export async function givePassword(patient, password) {
  await patient.sees('Enter your password');
  await patient.types('Password', password);
  await patient.selects('Continue');
}

/** S4. */
export async function giveCode(patient, code, { remember = false } = {}) {
  await patient.sees('Check your mobile phone');
  await patient.types('Security code', code);
  if (remember) await patient.chooses('Remember this device and stop sending security codes');
  await patient.selects('Continue');
}

/** S1 to S4 for a person with a mobile, up to what comes after. */
export async function logIn(patient, person, mailbox, options) {
  await giveKnownEmail(patient, person.email);
  await givePassword(patient, person.password);
  const code = person.code ?? (await mailbox.nextCode(person.recipient)).code;
  await giveCode(patient, code, options);
}

/** R1 to R3. */
export async function registerAsFarAsPhone(patient, person, mailbox) {
  await giveEmail(patient, person.email);
  await patient.sees('Set up a new NHS login');
  await patient.selects('Continue');
  await patient.sees('Create a password');
  await patient.types('Password', person.password);
  await patient.types('Confirm your password', person.password);
  await patient.selects('Continue');
  await patient.sees('Check your email');
  await patient.types('Security code', (await mailbox.nextCode(person.email)).code);
  await patient.selects('Continue');
}

/** R4 and R5. */
export async function giveMobile(patient, person, mailbox) {
  await patient.sees('Enter your mobile number');
  await patient.types('UK mobile number', person.mobile);
  await patient.selects('Continue');
  await patient.sees('Check your mobile phone to confirm your number');
  await patient.types('Security code', (await mailbox.nextCode(person.recipient)).code);
  await patient.selects('Continue');
}

/** C1. */
export async function agreeToShare(patient) {
  await patient.sees('Agree to share your NHS login information');
  await patient.selects('I agree');
}
