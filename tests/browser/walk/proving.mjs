// Ways through the pages of proving who you are: told once. Journeys 1.7, 1.8

import { agreeToShare, giveMobile, logIn, registerAsFarAsPhone } from './journeys.mjs';

export const P5 = { vtr: '["P5.Cp.Cd"]' };
export const P9 = { vtr: '["P9.Cp.Cd"]' };

/** Synthetic people whom PDS knows; config/people/records.toml. */
export const AMELIA = { number: '999 200 1011', first: 'Amelia', last: 'Thornbury', born: ['14', '3', '1979'], postcode: 'YO1 7HH' };
export const TOMASZ = { number: '999 200 1089', first: 'Tomasz', last: 'Kociński', born: ['2', '8', '1990'], postcode: 'NG1 5FS' };
export const DAVID = { number: '999 200 1364', first: 'David', last: 'Ellis-Jones', born: ['20', '1', '1972'], postcode: 'SA1 3SN' };
export const NAMESAKE = { ...DAVID, number: '999 200 1437' };
export const NORA = { number: '999 210 0001', first: 'Nora', last: 'Twicelinked', born: ['6', '6', '1988'], postcode: 'OX1 2JD' };
export const HARRIET = { number: '999 200 1712', first: 'Harriet', last: 'Okonkwo', born: ['9', '9', '1995'], postcode: 'B1 1BB' };

/** Registers on the way to one of our partners, up to the first page of proving. */
export async function registersToProve(patient, person, mailbox, asked) {
  await patient.comesFrom('open', asked);
  await registerAsFarAsPhone(patient, person, mailbox);
  await giveMobile(patient, person, mailbox);
}

/** Logs in on the way to one of our partners. */
export async function logsInToProve(patient, person, mailbox, asked) {
  await patient.comesFrom('open', asked);
  await logIn(patient, person, mailbox);
}

/** D1 and D2. */
export async function beginsDetails(patient) {
  await patient.sees('What you need to find your NHS record');
  await patient.selects('Continue');
  await patient.sees('Do you know your NHS number?');
}

/** D2 with the number. */
export async function givesNumber(patient, number) {
  await patient.chooses('Yes, I know my NHS number');
  await patient.types('NHS number', number);
  await patient.selects('Continue');
}

/** D4 and D5. */
export async function givesBirthDateAndPostcode(patient, who) {
  await patient.sees('Enter your date of birth');
  const [day, month, year] = who.born;
  await patient.types('Day', day);
  await patient.types('Month', month);
  await patient.types('Year', year);
  await patient.selects('Continue');
  await patient.sees('Enter your postcode');
  await patient.types('Postcode', who.postcode);
  await patient.selects('Continue');
}

/** D6. */
export async function submitsDetails(patient) {
  await patient.sees('Check your details');
  await patient.selects('Submit information');
}

/** D1 to D8 by the NHS number. */
export async function isMatched(patient, who) {
  await beginsDetails(patient);
  await givesNumber(patient, who.number);
  await givesBirthDateAndPostcode(patient, who);
  await submitsDetails(patient);
  await confirms(patient);
}

/** D8. */
export async function confirms(patient) {
  await patient.sees('Confirm your details');
  await patient.chooses('Yes, these are my details');
  await patient.selects('Continue');
}

/** C1, and the partner has what was asked for. */
export async function sharesAndIsBack(patient) {
  await agreeToShare(patient);
  return patient.isBack();
}

/** C2, and the partner has what was asked for. */
export async function sharesMoreAndIsBack(patient) {
  await patient.sees('Agree to share more information');
  await patient.selects('Agree and continue');
  return patient.isBack();
}
