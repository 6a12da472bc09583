// A person at a browser: arrives from a partner, reads each page, types and selects. Every page read is checked.

import { existsSync } from 'node:fs';
import path from 'node:path';

import { expect } from '@playwright/test';

import { PARTNERS } from '../world/partners.mjs';
import { faultsOfPage, faultsOfPartnersPage } from './page-check.mjs';

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** A person with one tab of a browser. */
export class Patient {
  #page;
  #house;
  #ours;
  #project;

  constructor(page, { house, ours, project }) {
    this.#page = page;
    this.#house = house;
    this.#ours = ours;
    this.#project = project;
  }

  /** The tab. */
  get page() {
    return this.#page;
  }

  /** The same person's other tab. */
  async anotherTab() {
    const page = await this.#page.context().newPage();
    return new Patient(page, { house: this.#house, ours: this.#ours, project: this.#project });
  }

  get #hasScript() {
    return this.#project.use.javaScriptEnabled !== false;
  }

  #keep(name) {
    const file = path.join(process.env.BROWSER_SUITE_SCREENS, this.#project.name, `${slug(name)}.png`);
    return existsSync(file) ? null : this.#page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  }

  /** Opens the demo partner and selects its button. */
  async comesFromDemoPartner() {
    await this.#page.goto(this.#house.partner);
    await this.seesAtPartner('Log in to Example Health');
    await this.selectsLink('Continue to NHS login');
  }

  /** Follows a link of the demo partner that asks for something else. */
  async asksAtDemoPartner(choices) {
    await this.#page.goto(`${this.#house.partner}/login?${new URLSearchParams([['choices', '1'], ...choices])}`);
  }

  /** The address that one of our own partners sends people to. `changes` replace parameters; null leaves one out. */
  addressFrom(partner, changes = {}) {
    const parameters = {
      client_id: PARTNERS[partner].client_id,
      redirect_uri: `${this.#ours}/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      state: 'the-state',
      nonce: 'the-nonce',
      vtr: '["P0.Cp.Cd"]',
      ...changes,
    };
    const given = Object.entries(parameters).filter(([, value]) => value !== null);
    return `${this.#house.issuer}/authorize?${new URLSearchParams(given)}`;
  }

  /** Arrives from one of our own partners. */
  async comesFrom(partner, changes = {}) {
    return this.#page.goto(this.addressFrom(partner, changes));
  }

  /** Opens a page of the service by its path. */
  async opens(place) {
    return this.#page.goto(new URL(place, this.#house.issuer).href);
  }

  /** Reads a page of the service: it has this heading and these errors, and everything about it is in order. Its picture is
   * called after the heading, or `as` this where the heading is a pattern. */
  async sees(heading, { errors = [], success, quickly = false, as = heading } = {}) {
    await expect(this.#page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(this.#page.locator('.nhsuk-error-summary__list a')).toHaveText(errors);
    if (success) await expect(this.#page.locator('.nhsuk-notification-banner--success')).toContainText(success);
    if (quickly) return;
    const faults = await faultsOfPage(this.#page, { hasScript: this.#hasScript });
    await this.#keep([as, ...errors.slice(0, 1), ...(success ? ['sent again'] : [])].join(' '));
    expect(faults, `what is wrong with "${heading}"`).toEqual([]);
  }

  /** Whether the page that is shown now has this heading. */
  async shows(heading) {
    const shown = this.#page.getByRole('heading', { level: 1 });
    await expect(shown).toBeVisible();
    return (await shown.textContent()).trim() === heading;
  }

  /** Reads a page of the demo partner. */
  async seesAtPartner(heading) {
    await expect(this.#page.getByRole('heading', { level: 1 })).toHaveText(heading);
    const faults = await faultsOfPartnersPage(this.#page, { hasScript: this.#hasScript });
    await this.#keep(`partner ${heading}`);
    expect(faults, `what is wrong with the partner's "${heading}"`).toEqual([]);
  }

  /** Is back at one of our own partners; returns what the service sent along. */
  async isBack() {
    await expect(this.#page.getByRole('heading', { level: 1 })).toHaveText('Back at the partner');
    return Object.fromEntries(new URL(this.#page.url()).searchParams);
  }

  /** The page says this. */
  async reads(text) {
    await expect(this.#page.getByRole('main')).toContainText(text);
  }

  /** Types into the field with this label. */
  async types(label, value) {
    await this.#page.getByLabel(label, { exact: true }).fill(value);
  }

  /** Ticks a box or chooses a radio. */
  async chooses(label) {
    await this.#page.getByLabel(label, { exact: true }).check();
  }

  /** Presses a button. */
  async selects(button) {
    await this.#page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Puts a file into the field with this label; `null` takes it out again. */
  async attaches(label, file) {
    await this.#page.getByLabel(label, { exact: true }).setInputFiles(file ?? []);
  }

  /** Follows a link. */
  async selectsLink(name) {
    await this.#page.getByRole('link', { name, exact: true }).click();
  }

  /** Opens what is folded away. */
  async unfolds(summary) {
    await this.#page.locator('summary').filter({ hasText: summary }).click();
  }

  /** Goes one page back. */
  async goesBack() {
    await this.#page.goBack();
  }
}
