// The walker against a provider that is nothing but a few pages.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { Browser, CookieJar, StuckOnPage, chooseForm, fill } from './browser.mjs';
import { formsOf } from './html.mjs';

const HOME = 'http://partner.example/callback';
let server;
let origin;

const form = (action, inner, button = 'Continue') =>
  `<title>Page</title><h1>Page</h1><form method="post" action="${action}" novalidate>` +
  `<input type="hidden" name="csrf" value="a&amp;b&#39;c">${inner}<button>${button}</button></form>`;
const PAGES = {
  '/t/1/email': form('', '<label for="email">Email</label><input id="email" name="email" type="email">'),
  '/t/1/found': form('/t/1/found', ''),
  '/t/1/password': form('/t/1/password', '<input name=password type=password><button type="button">Show</button>'),
  '/t/1/code': form('/t/1/code', '<input name="code"><input type="checkbox" name="remember" value="yes">'),
  '/t/1/share':
    form('/t/1/refuse', '', 'I do not agree to share this information') + form('/t/1/share', '', 'I agree'),
};
const EXPECTED = {
  '/t/1/email': ['email=a%40b.example', '/t/1/found'],
  '/t/1/found': ['', '/t/1/password'],
  '/t/1/password': ['password=p%26w', '/t/1/code'],
  '/t/1/code': ['code=190696', '/t/1/share'],
  '/t/1/share': ['', `${HOME}?code=x&state=y`],
};

function answer(request, response, body) {
  const path = new URL(request.url, origin).pathname;
  if (path === '/authorize') {
    response.writeHead(303, { location: '/t/1/email', 'set-cookie': ['browser=1; Path=/; HttpOnly', 'old=; Max-Age=0'] });
    return response.end();
  }
  if (request.headers.cookie !== 'browser=1') return response.writeHead(403).end('<title>No cookie</title>');
  if (request.method === 'GET') return response.end(PAGES[path]);
  const [answers, next] = EXPECTED[path] ?? ['nothing', '/'];
  const wanted = `csrf=a%26b%27c${answers && `&${answers}`}`;
  if (request.headers.origin !== origin || body !== wanted) {
    return response.writeHead(422).end(`<title>Error: Page</title><div class="nhsuk-error-summary"><ul><li>${path} got it wrong</li></ul></div>${PAGES[path] ?? ''}`);
  }
  response.writeHead(303, { location: next });
  return response.end();
}

before(async () => {
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => answer(request, response, body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test('the walk passes every page and agrees to share', async () => {
  const browser = new Browser(HOME);
  const home = await browser.walk(`${origin}/authorize`, { email: 'a@b.example', password: 'p&w', code: '190696' });
  assert.equal(home.href, `${HOME}?code=x&state=y`);
  assert.equal(browser.pages.length, 5);
});

test('a refused answer ends the walk with what the page said', async () => {
  const walk = new Browser(HOME).walk(`${origin}/authorize`, { email: 'a@b.example', password: 'wrong', code: '1' });
  await assert.rejects(walk, (error) => error instanceof StuckOnPage && error.page.errors === '/t/1/password got it wrong');
});

test('the form that asks for a known field is chosen, and its ticked boxes are sent', () => {
  const page = `<form method="get"><input name="q"></form><form method="post"><input name="code">
    <input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked>
    <button name="go" value="no">Send again</button><button name="go" value="yes">Continue</button></form>`;
  const chosen = chooseForm(formsOf(page), { code: '1' });
  assert.equal(fill(chosen, { code: '1' }).toString(), 'code=1&kind=b&go=yes');
  assert.equal(fill(chosen, { code: '1', kind: 'a' }).toString(), 'code=1&kind=a&go=yes');
});

test('cookies stay with their host and path, and secure ones off plain http', () => {
  const jar = new CookieJar();
  jar.store(new URL('https://one.example/t/1'), ['a=1; Path=/', 'b=2; Path=/t', 'c=3; Path=/; Secure']);
  assert.equal(jar.header(new URL('https://one.example/t/2')), 'b=2; a=1; c=3');
  assert.equal(jar.header(new URL('http://one.example/')), 'a=1');
  assert.equal(jar.header(new URL('https://two.example/t/1')), '');
});
