// Ways through the operator console of those who run the service: told once. Journeys 6.1

/** Seeded operators. */
export const ADMIN = { username: 'admin', password: 'Passw0rd$1', code: '190696' };
export const DESK = { ...ADMIN, username: 'desk' };

/** Logs in to the operator console. */
export async function logsInAsOperator(operator, who) {
  await operator.opens('/log-in');
  await operator.sees('Log in to the operator console', { quickly: true });
  await operator.types('User name', who.username);
  await operator.types('Password', who.password);
  await operator.selects('Continue');
  await operator.sees('Enter the code from your authenticator app', { quickly: true });
  await operator.types('Code', who.code);
  await operator.selects('Continue');
  await operator.sees('Operator pages');
}

/** Ticks a box or selects a radio of a group. */
export async function picks(operator, group, label) {
  await operator.page.getByRole('group', { name: group }).getByLabel(label).check();
}
