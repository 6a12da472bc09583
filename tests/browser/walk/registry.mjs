// Ways through the client registry of the operator console: told once. Journeys 6.1

import { generateKeyPairSync, randomUUID } from 'node:crypto';

import { expect } from '@playwright/test';

const OPERATOR = { password: 'Passw0rd$1', code: '190696' };

/** Seeded operators. */
export const REGISTRAR = { ...OPERATOR, username: 'registrar' };
export const SECOND_REGISTRAR = { ...OPERATOR, username: 'registrar2' };

/** Logs in at this place of the console. */
export async function logsInAt(desk, operator, place, heading) {
  await desk.opens(place);
  await desk.sees('Log in to the operator console');
  await desk.types('User name', operator.username);
  await desk.types('Password', operator.password);
  await desk.selects('Continue');
  await desk.sees('Enter the code from your authenticator app');
  await desk.types('Code', operator.code);
  await desk.selects('Continue');
  await expect(desk.page.getByRole('heading', { level: 1 })).toHaveText('Operator pages');
  await desk.opens(place);
  await desk.sees(heading);
}

/** A public key in PEM, and the private one that belongs to it. */
export function keyPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** A client that nobody else registers. */
export function newClient() {
  const id = `app-${randomUUID().slice(0, 13)}`;
  return { id, name: `App ${id.slice(4, 12)}`, callback: `https://${id}.example/callback` };
}

/** Types a date into the three fields of this name. */
export async function typesDate(desk, name, [day, month, year]) {
  await desk.page.locator(`#${name}Day`).fill(day);
  await desk.page.locator(`#${name}Month`).fill(month);
  await desk.page.locator(`#${name}Year`).fill(year);
}

/** "Save and continue", back to the task list. */
export async function saves(desk, heading) {
  await desk.selects('Save and continue');
  await desk.sees(heading);
}
