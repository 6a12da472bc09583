// The driver as a whole, against a provider that is nothing but its endpoints and one page.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const HOME = 'http://localhost:8090/callback';
const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const partner = generateKeyPairSync('rsa', { modulusLength: 2048 });
let server;
let issuer;
let folder;
let asked;

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function signed(claims) {
  const input = `${part({ alg: 'RS512', typ: 'JWT', kid: '1' })}.${part(claims)}`;
  return `${input}.${sign('sha512', Buffer.from(input), own.privateKey).toString('base64url')}`;
}

function checkAssertion(form) {
  const [header, claims, signature] = form.get('client_assertion').split('.');
  assert.ok(verify('sha512', Buffer.from(`${header}.${claims}`), partner.publicKey, Buffer.from(signature, 'base64url')));
  assert.equal(JSON.parse(Buffer.from(header, 'base64url')).alg, 'RS512');
  const { iss, sub, aud } = JSON.parse(Buffer.from(claims, 'base64url'));
  assert.deepEqual([iss, sub, aud], ['demo', 'demo', `${issuer}/token`]);
}

function tokens(form) {
  checkAssertion(form);
  const answer = { token_type: 'bearer', expires_in: 300, scope: 'openid email' };
  if (form.get('grant_type') === 'refresh_token') {
    assert.equal(form.get('refresh_token'), 'refresh-1');
    return { ...answer, access_token: 'access-2', refresh_token: 'refresh-2' };
  }
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: 'person-1', aud: 'demo', iat: now, exp: now + 3600, nonce: asked.get('nonce') };
  return { ...answer, access_token: 'access-1', refresh_token: 'refresh-1', id_token: signed(claims) };
}

const ENDPOINTS = {
  '/.well-known/openid-configuration': () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS512'],
  }),
  '/keys': () => ({ keys: [{ ...createPublicKey(own.privateKey).export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS512' }] }),
  '/token': tokens,
  '/userinfo': () => ({ sub: 'person-1', email: 'a@b.example' }),
};

function serve(request, response, body) {
  const address = new URL(request.url, issuer);
  if (address.pathname === '/authorize') {
    asked = address.searchParams;
    return response.end('<title>Email</title><form method="post" action="/page"><input name="email"><button>Continue</button></form>');
  }
  if (address.pathname === '/page') {
    const end = body === 'email=a%40b.example' ? 'code=code-1' : 'error=access_denied';
    return response.writeHead(303, { location: `${HOME}?${end}&state=${asked.get('state')}` }).end();
  }
  response.setHeader('content-type', 'application/json');
  return response.end(JSON.stringify(ENDPOINTS[address.pathname](new URLSearchParams(body))));
}

async function drive(wish) {
  const request = { issuer, client_id: 'demo', private_key: join(folder, 'key.pem'), redirect_uri: HOME, scopes: ['openid', 'email'], vtr: ['P0.Cp.Cd'], ...wish };
  const script = new URL('drive.mjs', import.meta.url).pathname;
  const run = await promisify(execFile)(process.execPath, [script, JSON.stringify(request)]).catch((failed) => failed);
  return { status: run.code ?? 0, answer: JSON.parse(run.stdout) };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partner-'));
  await writeFile(join(folder, 'key.pem'), partner.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => serve(request, response, body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

test('a whole log in ends with claims, userinfo and a rotated refresh token', async () => {
  const { status, answer } = await drive({ email: 'a@b.example' });
  assert.equal(status, 0, JSON.stringify(answer));
  assert.equal(answer.ok, true);
  assert.equal(answer.id_token.claims.sub, 'person-1');
  assert.equal(answer.userinfo.email, 'a@b.example');
  assert.equal(answer.refreshed.rotated, true);
  assert.equal(asked.get('vtr'), '["P0.Cp.Cd"]');
  assert.equal(asked.get('code_challenge_method'), 'S256');
});

test('an error on the redirect is told and the exit status is not zero', async () => {
  const { status, answer } = await drive({ email: 'somebody@else.example' });
  assert.equal(status, 1);
  assert.equal(answer.step, 'code');
  assert.equal(answer.error, 'access_denied');
});
