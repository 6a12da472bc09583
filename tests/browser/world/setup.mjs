// Before all tests: the houses and our own partners. After them: everything stops.

import { rm } from 'node:fs/promises';
import path from 'node:path';

import { House } from './house.mjs';
import { openPartners, registrations } from './partners.mjs';
import { spilled } from './quiet.mjs';
import { artefacts, chromium, program } from './places.mjs';

/** The shortest lives that the configuration allows: a minute. Nobody proves who they are there. */
const HASTY = {
  proving: { enabled: false },
  limits: {
    phone_code_minutes: 1,
    email_code_minutes: 1,
    password_lock_minutes: 1,
    password_repeated_lock_minutes: 1,
    code_lock_minutes: 1,
    code_repeated_lock_minutes: 1,
  },
};

/** People look at every photo ID, at once final, and at every approved one again. */
const LOOKED_AT = { id_check: { share_percent: 0 }, id_checks: { reopen_minutes: 0, audit_percent: 100 } };

/** An NHS record belongs to one login: each project proves who the same people are in a house of its own. */
const PROVING = ['desktop', 'narrow', 'no-script'].map((project) => `proving-${project}`);

export default async function setup() {
  chromium();
  program();
  await rm(artefacts, { recursive: true, force: true });
  const partners = await openPartners();
  const changes = { everyday: {}, hasty: HASTY, ...Object.fromEntries(PROVING.map((name) => [name, LOOKED_AT])) };
  const names = Object.keys(changes);
  const houses = await Promise.all(names.map((name) => House.prepare(name, changes[name])));
  const tearDown = async () => {
    await Promise.all([...houses.map((house) => house.demolish()), partners.close()]);
  };
  const tearDownAndListen = async () => {
    await tearDown();
    const told = await spilled(names);
    if (told.length > 0) throw new Error(`The log tells what it must not:\n${told.slice(0, 20).join('\n')}`);
  };
  try {
    const documents = registrations(partners.home);
    const places = await Promise.all(
      houses.map(async (house) => {
        await house.register(documents);
        return house.start();
      }),
    );
    process.env.BROWSER_SUITE_WORLD = JSON.stringify({
      ...Object.fromEntries(names.map((name, index) => [name, places[index]])),
      ours: partners.home,
    });
    process.env.BROWSER_SUITE_SCREENS = path.join(artefacts, 'screens');
  } catch (fault) {
    await tearDown();
    throw fault;
  }
  return tearDownAndListen;
}
