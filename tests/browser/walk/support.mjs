// Ways of the service desk through the operator console: told once. Journeys 6.1

import { goesTo } from './checker.mjs';

/** Seeded operators who may do everything. */
export const ADMIN = { username: 'admin', password: 'Passw0rd$1', code: '190696' };
export const OTHER_ADMIN = { ...ADMIN, username: 'admin2' };

/** What is typed where an incident number is asked for. */
export const INCIDENT = 'INC0012345';

/** From any page to the front page of the console. */
export async function logsInAtTheDesk(desk, operator) {
  await desk.opens('/people');
  await desk.sees('Log in to the operator console');
  await desk.types('User name', operator.username);
  await desk.types('Password', operator.password);
  await desk.selects('Continue');
  await desk.sees('Enter the code from your authenticator app');
  await desk.types('Code', operator.code);
  await desk.selects('Continue');
  await desk.sees('Operator pages');
}

/** Searches by email address. */
export async function searches(desk, email) {
  await goesTo(desk, 'Find a person');
  await desk.sees('Find a person');
  await desk.chooses('Email address');
  await desk.types('What to look for', email);
  await desk.selects('Find');
}

/** Opens somebody's account. */
export async function opensAccount(desk, email, as = 'found') {
  await searches(desk, email);
  await seesAccount(desk, as);
}

/** The page of an account. `as` tells its pictures apart. */
export async function seesAccount(desk, as, more = {}) {
  await desk.sees('Account', { as: `account ${as}`, ...more });
}

/** Gives the incident number, and says yes on the page that asks once more. */
export async function goesThrough(desk, act, { question, button = act }) {
  await desk.types('Incident number', INCIDENT);
  await desk.selects('Continue');
  await desk.sees(question);
  await desk.reads(INCIDENT);
  await desk.selects(button);
}
