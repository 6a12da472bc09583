// Partners of our own: apps that show what the service sent them back with, and a clerk who gives every test its own numbers.

import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';

import { toml } from './house.mjs';

const SCOPES = 'openid profile email phone';
const VECTORS = ['P0.Cp', 'P0.Cp.Cd', 'P5.Cp.Cd', 'P9.Cp.Cd'];

/** The partners beside the demo partner, by what is special about them. */
export const PARTNERS = {
  open: { client_id: 'riverside-pharmacy', name: 'Riverside Pharmacy', name_takes_the: false },
  closed: { client_id: 'closed-clinic', name: 'Closed Clinic', name_takes_the: true, registration: false },
};

/** The registrations of these partners at `home`, as TOML. */
export function registrations(home) {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  return Object.values(PARTNERS).map((partner) => {
    const document = {
      ...partner,
      redirect_uris: [`${home}/callback`],
      scopes: SCOPES,
      vectors: VECTORS,
      terms_url: 'https://partner.example/terms',
      privacy_url: 'https://partner.example/privacy',
    };
    return `${toml({ '': document })}\n\n[[keys]]\nkid = "1"\npem = ${JSON.stringify(pem)}\n`;
  });
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function callback(address) {
  const rows = [...address.searchParams].map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Back at the partner</title><link rel="icon" href="data:,">
<main><h1>Back at the partner</h1><dl>${rows.join('')}</dl></main></html>`;
}

/** Starts the partners' app; it answers at `home` until it is closed. */
export async function openPartners() {
  let given = 0;
  const server = http.createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost');
    if (address.pathname === '/callback') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(callback(address));
    } else if (address.pathname === '/number') {
      given += 1;
      response.end(String(given));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { home: `http://localhost:${server.address().port}`, close };
}
