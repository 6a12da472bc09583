// Ways through the operator console of those who check photo ID: told once. Journeys 6.2

import { expect } from '@playwright/test';

/** Seeded operators. */
export const CHECKER = { username: 'checker', password: 'Passw0rd$1', code: '190696' };
export const SUPERVISOR = { ...CHECKER, username: 'supervisor' };

const VERIFICATION = /^Verification \S+$/;

/** From any page of the console to the dashboard. */
export async function logsInToConsole(checker, operator) {
  await checker.opens('/checks');
  await checker.sees('Log in to the operator console');
  await checker.types('User name', operator.username);
  await checker.types('Password', operator.password);
  await checker.selects('Continue');
  await checker.sees('Enter the code from your authenticator app');
  await checker.types('Code', operator.code);
  await checker.selects('Continue');
  await seesDashboard(checker);
}

/** The dashboard. */
export async function seesDashboard(checker) {
  await checker.sees('ID checks');
}

/** Goes where the menu leads; a narrow screen folds the menu away. */
export async function goesTo(checker, place) {
  const link = checker.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: place, exact: true, includeHidden: true });
  const more = checker.page.getByRole('button', { name: 'Browse More' });
  await expect(link).toBeAttached();
  if (!(await link.isVisible())) await more.click();
  await link.click();
}

/** A case, as its checker sees it. `as` tells its pictures apart. */
export async function seesCase(checker, as, { errors = [] } = {}) {
  await checker.sees(VERIFICATION, { errors, as: `verification ${as}` });
}

/** "Start next verification". */
export async function startsNext(checker) {
  await checker.selects('Start next verification');
  await seesCase(checker, 'started');
}

/** Answers one question. */
export async function answers(checker, question, answer) {
  await checker.page.getByRole('group', { name: question, exact: true }).getByLabel(answer, { exact: true }).check();
}

/** What is asked about every case, with the answer of one that can be approved. */
export const GOOD = {
  'Can you see everything you need?': 'Yes',
  'Is the photo ID genuine?': 'Yes',
  'Is the photo ID valid?': 'Yes',
  'Is there a single matching record?': 'Yes',
  'Does the date of birth match?': 'Yes',
  'Do the first names match?': 'Yes',
  'Do the last names match?': 'Yes',
  'Is there a safeguarding concern?': 'No',
  'Is the face clear?': 'Yes',
  'Does the face match the photo ID?': 'Yes',
  'Did you see or hear all 4 numbers?': 'Yes',
};

/** Answers everything. */
export async function answersAll(checker, answersGiven) {
  for (const [question, answer] of Object.entries(answersGiven)) await answers(checker, question, answer);
}

/** The decision was taken. */
export async function seesRecord(checker, decision) {
  await checker.sees('Processing record');
  await expect(checker.page.getByRole('main')).toContainText(decision);
}
