// What holds for every page: one helper, called on every page of every journey.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Pages of a log in, of the operator console and of the partner pages. */
const GUARDED = /^\/(t\/|checks|log-in|clients)/;
const TITLE = /^(Error: )?(.+) – NHS login – NHS$/;

/** Reads the page; runs inside it, with or without the page's own script. */
function read() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const text = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const ids = all('[id]').map((element) => element.id);
  const named = (attribute) =>
    all(`[${attribute}]`).flatMap((element) => element.getAttribute(attribute).split(/\s+/).filter(Boolean));
  const root = document.documentElement;
  return {
    lang: root.lang,
    headings: all('h1').map(text),
    mains: all('main').length,
    errorMessages: all('.nhsuk-error-message').map(text),
    summary: all('.nhsuk-error-summary__list a').map((link) => ({
      text: text(link),
      target: link.getAttribute('href'),
      reaches: document.getElementById(link.getAttribute('href').slice(1))?.matches('input, select, textarea') ?? false,
    })),
    unsafe: [
      ...all('[style]:not([style=""]), style, script:not([src])'),
      ...all('*').filter((element) => element.getAttributeNames().some((name) => name.startsWith('on'))),
    ].map((element) => element.outerHTML.slice(0, 200)),
    doubledIds: ids.filter((id, index) => ids.indexOf(id) !== index),
    danglingIds: [...named('aria-describedby'), ...named('aria-labelledby'), ...all('label[for]').map((label) => label.htmlFor)]
      .filter((id) => !document.getElementById(id)),
    unguardedForms: all('form[method=post]').filter((form) => !form.querySelector('input[name=csrf]')?.value).length,
    telling: all('form:not([method=post]) input[type=password], form:not([method=post]) input[name=code]').length,
    focus: document.activeElement?.className ?? '',
    overflow: root.scrollWidth - root.clientWidth,
    wide: all('body *')
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && element.checkVisibility())
      .filter((element) => !element.parentElement.closest('.app-table-wrap, pre') && !element.matches('.nhsuk-u-visually-hidden'))
      .slice(0, 3)
      .map((element) => element.outerHTML.slice(0, 120)),
  };
}

function ofTitle(title, facts) {
  const parts = TITLE.exec(title);
  if (!parts) return [`the title is "${title}"`];
  const found = [];
  if (parts[2] !== facts.headings[0]) found.push(`the title "${title}" does not begin with the heading "${facts.headings[0]}"`);
  if (Boolean(parts[1]) !== facts.summary.length > 0) found.push(`the title "${title}" and the error summary disagree`);
  return found;
}

function ofErrors(facts, hasScript) {
  const found = facts.summary.filter((link) => !link.reaches).map((link) => `the summary's link ${link.target} reaches no field`);
  for (const link of facts.summary) {
    const beside = facts.errorMessages.some((message) => message === `Error: ${link.text}`);
    if (!beside) found.push(`"${link.text}" is not repeated at its field`);
  }
  const lines = new Set(facts.summary.map((link) => link.text));
  if (lines.size !== facts.summary.length) found.push('the summary says something twice');
  // Two fields that do not match say the same; the summary says it once.
  if (new Set(facts.errorMessages).size !== lines.size) found.push('there are more messages at fields than in the summary, or fewer');
  if (hasScript && facts.summary.length > 0 && !facts.focus.includes('nhsuk-error-summary')) {
    found.push('the focus is not on the error summary');
  }
  return found;
}

function ofStructure(facts) {
  const found = [];
  const expect = (holds, fault) => { if (!holds) found.push(fault); };
  expect(facts.lang === 'en', `the language is "${facts.lang}"`);
  expect(facts.headings.length === 1, `there are ${facts.headings.length} h1: ${facts.headings.join(' | ')}`);
  expect(facts.mains === 1, `there are ${facts.mains} main elements`);
  expect(facts.unsafe.length === 0, `there are inline styles, scripts or handlers: ${facts.unsafe.join(' , ')}`);
  expect(facts.doubledIds.length === 0, `ids are used twice: ${facts.doubledIds.join(' ')}`);
  expect(facts.danglingIds.length === 0, `ids are named that do not exist: ${facts.danglingIds.join(' ')}`);
  expect(facts.overflow <= 0, `the page scrolls sideways by ${facts.overflow}px because of ${facts.wide.join(' , ')}`);
  expect(facts.telling === 0, 'a secret would be sent in an address');
  return found;
}

// What axe has found to be good in this worker. Tickets, tokens, addresses and numbers do not matter to it.
const known = new Set();

function skeleton(html) {
  return html
    .replace(/\/t\/[\w-]+\//g, '/t/')
    .replace(/value="[^"]*"/g, '')
    .replace(/[\w.-]+@patients\.example/g, 'email')
    .replace(/\d+/g, '0');
}

async function axeFaults(page) {
  const shape = `${page.viewportSize().width} ${skeleton(await page.content())}`;
  if (known.has(shape)) return [];
  const faults = await axeFaultsOf(page);
  if (faults.length === 0) known.add(shape);
  return faults;
}

async function axeFaultsOf(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'] };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html.slice(0, 200)) }));
  }, RULES);
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.join(' , ')}`);
}

/** What is read from the page. The style that a screenshot needed may still be on its way out (an empty attribute stays behind): a
 * page's own stays. */
async function settledFacts(page) {
  const facts = await page.evaluate(read);
  if (facts.unsafe.length === 0) return facts;
  await page.waitForTimeout(500);
  return page.evaluate(read);
}

/** Everything that is wrong with the service's page that is shown now; an empty list for a good page. */
export async function faultsOfPage(page, { hasScript }) {
  const facts = await settledFacts(page);
  const found = [...ofStructure(facts), ...ofTitle(await page.title(), facts), ...ofErrors(facts, hasScript)];
  if (GUARDED.test(new URL(page.url()).pathname) && facts.unguardedForms > 0) found.push(`${facts.unguardedForms} forms carry no csrf token`);
  return hasScript ? [...found, ...(await axeFaults(page))] : found;
}

/** The same for a page of a partner, whose titles and forms are its own. */
export async function faultsOfPartnersPage(page, { hasScript }) {
  const facts = await page.evaluate(read);
  return hasScript ? [...ofStructure(facts), ...(await axeFaults(page))] : ofStructure(facts);
}
