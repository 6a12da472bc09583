// A browser without JavaScript: cookies, redirects, forms. It walks the log in pages until it is sent to the partner.

import http from 'node:http';
import https from 'node:https';

import { errorsOf, formsOf, textOf } from './html.mjs';

const MOST_PAGES = 12;
const MOST_REDIRECTS = 20;
const LONGEST_PAGE = 4 * 1024 * 1024;
const REFUSING = /\b(do not|don't|not now|cancel|back|without|log out|delete|resend|send again|another)\b/i;

/** A walk that ended on a page instead of at the partner. */
export class StuckOnPage extends Error {
  constructor(reason, page) {
    super(reason);
    this.name = 'StuckOnPage';
    this.page = page;
  }
}

/** Cookies by host, name and path, as far as a log in needs them. */
export class CookieJar {
  #cookies = new Map();

  store(address, lines) {
    for (const line of lines) {
      const [pair, ...rest] = line.split(';').map((part) => part.trim());
      const split = pair.indexOf('=');
      if (split < 1) continue;
      const name = pair.slice(0, split);
      const given = Object.fromEntries(
        rest.map((part) => {
          const [key, ...value] = part.split('=');
          return [key.toLowerCase(), value.join('=')];
        }),
      );
      const folder = address.pathname.slice(0, address.pathname.lastIndexOf('/')) || '/';
      const path = given.path?.startsWith('/') ? given.path : folder;
      const key = `${address.hostname} ${path} ${name}`;
      const gone = 'max-age' in given ? Number(given['max-age']) <= 0 : Date.parse(given.expires) <= Date.now();
      if (gone) this.#cookies.delete(key);
      else this.#cookies.set(key, { host: address.hostname, path, name, value: pair.slice(split + 1), secure: 'secure' in given });
    }
  }

  header(address) {
    const under = (path) => path === '/' || address.pathname === path || address.pathname.startsWith(`${path.replace(/\/$/, '')}/`);
    return [...this.#cookies.values()]
      .filter((cookie) => cookie.host === address.hostname && under(cookie.path))
      .filter((cookie) => !cookie.secure || address.protocol === 'https:')
      .sort((one, other) => other.path.length - one.path.length)
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }
}

function send(address, { method, body, headers }) {
  const { request } = address.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(address, { method, headers, timeout: 20_000 }, (answer) => {
      const chunks = [];
      let length = 0;
      answer.on('data', (chunk) => {
        length += chunk.length;
        if (length > LONGEST_PAGE) call.destroy(new Error('the page is too long'));
        chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer in time')));
    call.on('error', reject);
    call.end(body);
  });
}

/** One browser window with its own cookies. */
export class Browser {
  #jar = new CookieJar();
  #isHome;

  /** Going to `redirectUri` ends a walk; that address itself is never requested. */
  constructor(redirectUri) {
    const home = new URL(redirectUri);
    this.#isHome = (address) => address.origin === home.origin && address.pathname === home.pathname;
    this.pages = [];
  }

  /**
   * Opens `start` and fills in form after form with `answers` (by field name) until the browser is sent to the
   * redirect URI, which is returned. Throws StuckOnPage when a page cannot be passed.
   */
  async walk(start, answers) {
    let step = await this.#open(new URL(start), { method: 'GET', from: null });
    for (let count = 0; count < MOST_PAGES; count += 1) {
      if (step.home) return step.home;
      const { page } = step;
      this.pages.push(page.title);
      if (page.errors) throw new StuckOnPage('the page did not accept the answer', page);
      if (page.status >= 400) throw new StuckOnPage(`the page has status ${page.status}`, page);
      const form = chooseForm(page.forms, answers);
      if (!form) throw new StuckOnPage('the page has no form to fill in', page);
      step = await this.#submit(page, form, answers);
    }
    if (step.home) return step.home;
    throw new StuckOnPage(`still not at the partner after ${MOST_PAGES} pages`, step.page);
  }

  async #submit(page, form, answers) {
    const query = fill(form, answers);
    const target = new URL(form.action || page.address.href, page.address);
    if (form.method === 'post') {
      return this.#open(target, { method: 'POST', body: query.toString(), from: page.address });
    }
    target.search = query.toString();
    return this.#open(target, { method: 'GET', from: page.address });
  }

  async #open(start, { method, body, from }) {
    let address = start;
    let current = { method, body };
    for (let count = 0; count < MOST_REDIRECTS; count += 1) {
      if (this.#isHome(address)) return { home: address };
      const answer = await send(address, { ...current, headers: this.#headers(address, current, from) });
      this.#jar.store(address, answer.headers['set-cookie'] ?? []);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || !location) return { page: describe(address, answer) };
      address = new URL(location, address);
      const keeps = answer.status === 307 || answer.status === 308;
      if (!keeps) current = { method: 'GET', body: undefined };
    }
    throw new Error('too many redirects');
  }

  #headers(address, { method, body }, from) {
    const headers = {
      accept: 'text/html,application/xhtml+xml;q=0.9',
      'accept-language': 'en-GB',
      'user-agent': 'partner-clients (a browser without JavaScript)',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      'sec-fetch-site': from === null ? 'cross-site' : from.origin === address.origin ? 'same-origin' : 'cross-site',
    };
    const cookie = this.#jar.header(address);
    if (cookie) headers.cookie = cookie;
    if (from !== null) headers.referer = from.href;
    if (method === 'POST') {
      headers.origin = from.origin;
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['content-length'] = Buffer.byteLength(body);
    }
    return headers;
  }
}

function describe(address, { status, body }) {
  return { address, status, title: textOf(body, 'title'), heading: textOf(body, 'h1'), errors: errorsOf(body), forms: formsOf(body) };
}

/** The form a person would go on with: one that asks for something we know, else one that only needs a button. */
export function chooseForm(forms, answers) {
  const asks = (form) => form.fields.some((field) => field.type !== 'hidden' && field.name in answers);
  const onward = (form) => form.buttons.some((button) => !REFUSING.test(button.text));
  const silent = (form) => form.fields.every((field) => field.type === 'hidden');
  const posts = forms.filter((form) => form.method === 'post');
  return posts.find(asks) ?? posts.find((form) => onward(form) && silent(form)) ?? posts.find(onward) ?? null;
}

/** What the filled form sends: its fields, our answers, and the button a person would select. */
export function fill(form, answers) {
  const query = new URLSearchParams();
  const boxes = (field) => field.type === 'checkbox' || field.type === 'radio';
  for (const field of form.fields) {
    const known = field.type !== 'hidden' && Object.hasOwn(answers, field.name);
    if (boxes(field)) {
      if (known ? [answers[field.name]].flat().includes(field.value) : field.checked) query.append(field.name, field.value);
    } else {
      query.append(field.name, known ? answers[field.name] : field.value);
    }
  }
  const button = form.buttons.find((each) => !REFUSING.test(each.text)) ?? form.buttons[0];
  if (button?.name) query.append(button.name, button.value);
  return query;
}
