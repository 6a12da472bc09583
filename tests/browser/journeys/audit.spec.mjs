// The audit log in the operator console. Journeys 6.1

import { readFile } from 'node:fs/promises';

import { goesTo } from '../walk/checker.mjs';
import { expect, test } from '../walk/test.mjs';

const AUDITOR = { username: 'auditor', password: 'Passw0rd$1', code: '190696' };

async function logsIn(person, operator) {
  await person.opens('/');
  await person.sees('Log in to the operator console');
  await person.types('User name', operator.username);
  await person.types('Password', operator.password);
  await person.selects('Continue');
  await person.sees('Enter the code from your authenticator app');
  await person.types('Code', operator.code);
  await person.selects('Continue');
  await person.sees('Operator pages');
}

test('an auditor looks for events, takes them away and has the audit checked', async ({ atConsole }) => {
  const auditor = await atConsole();
  await logsIn(auditor, AUDITOR);
  await goesTo(auditor, 'Audit log');
  await auditor.sees('Audit log');

  await auditor.types('User name of an operator', 'nobody');
  await auditor.page.getByLabel('Day', { exact: true }).first().fill('31');
  await auditor.page.getByLabel('Month', { exact: true }).first().fill('2');
  await auditor.page.getByLabel('Year', { exact: true }).first().fill('2026');
  await auditor.selects('Search');
  await auditor.sees('Audit log', {
    errors: ['There is no operator with this user name', 'From must be a real date, like 15 3 2026'],
  });

  await goesTo(auditor, 'Audit log');
  await auditor.types('User name of an operator', AUDITOR.username);
  await auditor.page.getByText('Events: Every event').click();
  await auditor.page.getByLabel('Operator signed in', { exact: true }).check();
  await auditor.page.getByLabel('Operator signed out', { exact: true }).check();
  await auditor.selects('Search');
  await auditor.sees('Audit log', { as: 'audit log found' });
  await auditor.reads('Events: 2 events chosen');
  await auditor.reads('Operator signed in');
  await expect(auditor.page.getByRole('link', { name: AUDITOR.username, exact: true }).first()).toBeVisible();

  const [file] = await Promise.all([auditor.page.waitForEvent('download'), auditor.selects('Download as CSV')]);
  expect(file.suggestedFilename()).toBe('audit.csv');
  const text = await readFile(await file.path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('"at","event"');
  expect(text).toContain('"operator_signed_in"');

  await auditor.selects('Check the whole audit now');
  await expect(async () => {
    await goesTo(auditor, 'Audit log');
    await expect(auditor.page.getByText('As signed')).toBeVisible({ timeout: 500 });
  }).toPass();
  await auditor.sees('Audit log', { as: 'audit log checked' });
});
