// Who may work in the operator console: invited, given roles, logged out; and how operators change their own sign-in. Journeys 6.1

import { randomUUID } from 'node:crypto';

import { codeOf } from '../walk/authenticator.mjs';
import { ADMIN, DESK, logsInAsOperator } from '../walk/operator.mjs';
import { expect, test } from '../walk/test.mjs';

// The houses of each project of its own: what one project does to an operator is nothing to the others.
test.use({ houseName: 'proving' });

const OWN = 'a meadow behind the old barn';

async function shownSecret(page) {
  return page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent();
}

test('somebody is invited, chooses a password, sets up an app and is in', async ({ atConsole, mailbox }) => {
  const email = `wanda.${randomUUID().slice(0, 8)}@operators.example`;
  const admin = await atConsole();
  await logsInAsOperator(admin, ADMIN);
  await admin.opens('/access');
  await admin.sees('Access and permissions');
  await admin.selects('Invite an operator');
  await admin.sees('Invite an operator');
  await admin.selects('Send the invitation');
  await admin.sees('Invite an operator', {
    errors: ['Enter their name, up to 100 characters', 'Enter your email address', 'Select at least 1 role', 'Enter the incident number'],
  });
  await admin.types('Their name', 'Wanda Newcomer');
  await admin.types('Their email address', email);
  await admin.page.getByLabel('nsd', { exact: true }).check();
  await admin.types('Incident number', 'INC0012345');
  await admin.selects('Send the invitation');
  await admin.sees('Access and permissions', { success: 'Invitation sent' });
  await admin.selectsLink(email);
  await admin.sees('Invitation of Wanda Newcomer');

  const [message] = await mailbox.messagesTo(email);
  const link = new URL(/https?:\S+\/invitation\/\S+/.exec(message.text)[0]);
  const wanda = await atConsole();
  await wanda.opens(link.pathname);
  await wanda.sees('Set up your access to the operator console');
  await wanda.types('New password', 'short');
  await wanda.types('Confirm your new password', 'short');
  await wanda.selects('Continue');
  await wanda.sees('Set up your access to the operator console', { errors: ['Password must be 12 characters or more'] });
  await wanda.types('New password', OWN);
  await wanda.types('Confirm your new password', OWN);
  await wanda.selects('Continue');
  await wanda.sees('Set up your authenticator app');
  await wanda.types('Code', codeOf(await shownSecret(wanda.page)));
  await wanda.selects('Continue');
  await wanda.sees('Operator pages');
  await wanda.opens('/access');
  await wanda.sees('You do not have access to this page');

  const late = await atConsole();
  await late.opens(link.pathname);
  await late.sees('This invitation does not work any more');

  await admin.opens('/access');
  await admin.selectsLink(email);
  await admin.sees('Operator Wanda Newcomer');
  await admin.selectsLink('Change roles');
  await admin.sees('Change the roles of Wanda Newcomer');
  await admin.page.getByLabel('auditor', { exact: true }).check();
  await admin.types('Incident number', 'INC0012346');
  await admin.selects('Save the roles');
  await admin.sees('Operator Wanda Newcomer', { success: 'Done' });
  await admin.reads('auditor, nsd');
  await admin.selectsLink('Log out everywhere');
  await admin.sees('Log Wanda Newcomer out everywhere');
  await admin.selects('Log Wanda Newcomer out everywhere');
  await admin.sees('Log Wanda Newcomer out everywhere', { errors: ['Enter the incident number'] });
  await admin.types('Incident number', 'INC0012347');
  await admin.selects('Log Wanda Newcomer out everywhere');
  await admin.sees('Operator Wanda Newcomer', { success: 'Done' });
  await wanda.opens('/me');
  await wanda.sees('Log in to the operator console');
  await admin.selectsLink('Reset the authenticator app');
  await admin.sees('Reset the authenticator app of Wanda Newcomer');
  await admin.types('Incident number', 'INC0012348');
  await admin.selects('Reset the authenticator app of Wanda Newcomer');
  await admin.sees('Operator Wanda Newcomer', { success: 'Done' });

  const told = await mailbox.messagesTo(email);
  const reset = told.find((one) => one.subject.includes('was reset'));
  const again = new URL(/https?:\S+\/invitation\/\S+/.exec(reset.text)[0]);
  await wanda.opens(again.pathname);
  await wanda.sees('Set up your access to the operator console');
  await wanda.types('New password', `${OWN} again`);
  await wanda.types('Confirm your new password', `${OWN} again`);
  await wanda.selects('Continue');
  await wanda.sees('Set up your authenticator app');
  await wanda.types('Code', codeOf(await shownSecret(wanda.page)));
  await wanda.selects('Continue');
  await wanda.sees('Operator pages');

  await admin.selectsLink('Disable');
  await admin.sees('Disable Wanda Newcomer');
  await admin.types('Incident number', 'INC0012349');
  await admin.selects('Disable Wanda Newcomer');
  await admin.sees('Operator Wanda Newcomer', { success: 'Done' });
  await admin.reads('Disabled');
});

test('the table of roles says what each may do and see', async ({ atConsole }) => {
  const admin = await atConsole();
  await logsInAsOperator(admin, ADMIN);
  await admin.opens('/access/roles');
  await admin.sees('What each role may do and see');
  await expect(admin.page.getByRole('row', { name: /^Manage operators/ })).toContainText('Yes');
});

test('an operator ends a session and looks at the pages that change how they log in', async ({ atConsole }) => {
  const elsewhere = await atConsole();
  await logsInAsOperator(elsewhere, DESK);
  const desk = await atConsole();
  await logsInAsOperator(desk, DESK);
  await desk.selectsLink('Dee Desk');
  await desk.sees('Your account');
  await desk.page.getByRole('button', { name: /^End the session/ }).first().click();
  await desk.sees('Your account', { success: 'Session ended' });
  await desk.selectsLink('Change your password');
  await desk.sees('Change your password');
  await desk.selects('Change your password');
  await desk.sees('Change your password', { errors: ['Enter your password'] });
  await desk.opens('/me/authenticator');
  await desk.sees('Change your authenticator app');
  await desk.selects('Use the new app');
  await desk.sees('Change your authenticator app', {
    errors: ['Enter your password', 'Enter the code from your authenticator app'],
  });
});
