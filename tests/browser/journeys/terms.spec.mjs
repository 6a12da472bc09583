// New terms of use, and a second start that keeps everything: C5. Journeys 2.9

import { logIn } from '../walk/journeys.mjs';
import { expect, seeded, test } from '../walk/test.mjs';
import { House } from '../world/house.mjs';
import { Patient } from '../walk/patient.mjs';

const TERMS = 'NHS login terms of use update';

test('after a restart with new terms everybody is asked to agree to them, once', async ({ page, request, world }, info) => {
  const house = await House.prepare(`terms-${info.project.name}`);
  try {
    const places = await house.restart(await house.start(), { terms: { version: '2', since: '15 March 2027' } });
    const patient = new Patient(page, { house: places, ours: world.ours, project: info.project });
    const person = seeded('nina.newcombe@patients.example');
    await patient.comesFromDemoPartner();
    await logIn(patient, person);
    await patient.sees(TERMS);
    await patient.reads('15 March 2027');
    await patient.selects('I do not agree');
    await patient.seesAtPartner('You cannot continue without sharing your information');
    await patient.selectsLink('Continue to NHS login');
    await logIn(patient, person);
    await patient.sees(TERMS);
    await patient.selects('Agree and continue');
    await patient.sees('Agree to share your NHS login information');
    await patient.selects('I agree');
    await patient.seesAtPartner('You are logged in');
    await patient.comesFromDemoPartner();
    await patient.seesAtPartner('You are logged in');
  } finally {
    await house.demolish();
  }
});
