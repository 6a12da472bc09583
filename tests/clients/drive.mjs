// Drives a whole log in with openid-client, as a partner from another ecosystem would, and prints one JSON line.
//
//   node drive.mjs '{"issuer": …}'   or   node drive.mjs @request.json   or   DRIVE='{…}' node drive.mjs
//
// The request: issuer, client_id, private_key (path of a PEM file) and redirect_uri; email, password and code
// for the pages; optionally key_id, scopes (array or text), vtr (array or text), prompt, and fields: answers by
// field name for pages beyond the usual ones. Exit status 0 means that every step succeeded.

import { createPrivateKey, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import * as client from 'openid-client';

import { Browser } from './browser.mjs';

async function request() {
  const given = process.argv[2] ?? process.env.DRIVE;
  if (!given) throw new Error('give the request as JSON, as @file, or in the variable DRIVE');
  const parsed = JSON.parse(given.startsWith('@') ? await readFile(given.slice(1), 'utf8') : given);
  for (const name of ['issuer', 'client_id', 'private_key', 'redirect_uri']) {
    if (typeof parsed[name] !== 'string') throw new Error(`the request needs ${name}`);
  }
  return parsed;
}

async function signingKey(path) {
  const der = createPrivateKey(await readFile(path)).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }, false, ['sign']);
}

async function discover(wish) {
  const key = { key: await signingKey(wish.private_key), kid: wish.key_id };
  let tokenEndpoint;
  // Spec F-34 wants the token endpoint as the audience; this library's own choice is the issuer.
  const authentication = client.PrivateKeyJwt(key, {
    [client.modifyAssertion]: (_header, payload) => {
      payload.aud = tokenEndpoint;
    },
  });
  const isLocal = new URL(wish.issuer).protocol === 'http:';
  const config = await client.discovery(
    new URL(wish.issuer),
    wish.client_id,
    { id_token_signed_response_alg: 'RS512', redirect_uris: [wish.redirect_uri] },
    authentication,
    isLocal ? { execute: [client.allowInsecureRequests] } : {},
  );
  tokenEndpoint = config.serverMetadata().token_endpoint;
  return config;
}

async function authorizationRequest(config, wish) {
  const checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
    idTokenExpected: true,
  };
  const parameters = {
    redirect_uri: wish.redirect_uri,
    scope: [wish.scopes ?? 'openid profile'].flat().join(' '),
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
  };
  if (wish.vtr) parameters.vtr = Array.isArray(wish.vtr) ? JSON.stringify(wish.vtr) : wish.vtr;
  if (wish.prompt) parameters.prompt = wish.prompt;
  return { address: client.buildAuthorizationUrl(config, parameters), checks };
}

function answers(wish) {
  const known = { email: wish.email, password: wish.password, code: wish.code, ...wish.fields };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function shape(tokens) {
  return {
    token_type: tokens.token_type,
    expires_in: tokens.expires_in,
    scope: tokens.scope,
    has_id_token: tokens.id_token !== undefined,
    has_refresh_token: tokens.refresh_token !== undefined,
  };
}

async function refresh(config, tokens, subject) {
  if (!tokens.refresh_token) return null;
  const next = await client.refreshTokenGrant(config, tokens.refresh_token);
  const userinfo = await client.fetchUserInfo(config, next.access_token, subject);
  return {
    ...shape(next),
    rotated: next.refresh_token !== undefined && next.refresh_token !== tokens.refresh_token,
    new_access_token: next.access_token !== tokens.access_token,
    userinfo,
  };
}

async function drive(progress) {
  progress.step = 'request';
  const wish = await request();
  progress.step = 'discovery';
  const config = await discover(wish);
  const { address, checks } = await authorizationRequest(config, wish);
  progress.step = 'pages';
  const browser = new Browser(wish.redirect_uri);
  progress.pages = browser.pages;
  const returned = await browser.walk(address, answers(wish));
  progress.step = 'code';
  const tokens = await client.authorizationCodeGrant(config, returned, checks);
  const claims = tokens.claims();
  progress.step = 'userinfo';
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  progress.step = 'refresh';
  const refreshed = await refresh(config, tokens, claims.sub);
  const header = JSON.parse(Buffer.from(tokens.id_token.split('.')[0], 'base64url').toString('utf8'));
  return { ok: true, pages: browser.pages, tokens: shape(tokens), id_token: { header, claims }, userinfo, refreshed };
}

function failure(error, progress) {
  const page = error.page && {
    address: error.page.address.href,
    status: error.page.status,
    title: error.page.title,
    heading: error.page.heading,
    errors: error.page.errors,
    fields: error.page.forms.map((form) => form.fields.map((field) => field.name)),
  };
  return {
    ok: false,
    step: progress.step,
    reason: error.message,
    error: error.error,
    error_description: error.error_description,
    cause: error.cause?.message,
    page,
    pages: progress.pages,
  };
}

const progress = { step: 'start', pages: [] };
try {
  console.log(JSON.stringify(await drive(progress)));
} catch (error) {
  console.log(JSON.stringify(failure(error, progress)));
  process.exitCode = 1;
}
