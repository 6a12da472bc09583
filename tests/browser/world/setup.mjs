// Before all tests: two houses and our own partners. After them: everything stops.

import { rm } from 'node:fs/promises';
import path from 'node:path';

import { House } from './house.mjs';
import { openPartners, registrations } from './partners.mjs';
import { artefacts, chromium, program } from './places.mjs';

/** The shortest lives that the configuration allows: a minute. */
const HASTY = {
  limits: {
    phone_code_minutes: 1,
    email_code_minutes: 1,
    password_lock_minutes: 1,
    password_repeated_lock_minutes: 1,
    code_lock_minutes: 1,
    code_repeated_lock_minutes: 1,
  },
};

export default async function setup() {
  chromium();
  program();
  await rm(artefacts, { recursive: true, force: true });
  const partners = await openPartners();
  const houses = [await House.prepare('everyday'), await House.prepare('hasty', HASTY)];
  const tearDown = async () => {
    await Promise.all([...houses.map((house) => house.demolish()), partners.close()]);
  };
  try {
    const documents = registrations(partners.home);
    const [everyday, hasty] = await Promise.all(
      houses.map(async (house) => {
        await house.register(documents);
        return house.start();
      }),
    );
    process.env.BROWSER_SUITE_WORLD = JSON.stringify({ everyday, hasty, ours: partners.home });
    process.env.BROWSER_SUITE_SCREENS = path.join(artefacts, 'screens');
  } catch (fault) {
    await tearDown();
    throw fault;
  }
  return tearDown;
}
