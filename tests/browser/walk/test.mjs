// The suite's own `test`: a person at a browser, their mailbox, people who registered before, and a watch over the console.

import { randomUUID } from 'node:crypto';

import { test as base, expect } from '@playwright/test';

import { PASSWORD } from './journeys.mjs';
import { Mailbox } from './mailbox.mjs';
import { Patient } from './patient.mjs';
import { Samples } from './photo-id.mjs';
import { register } from './registrar.mjs';

export { expect };

/** Everything that a browser complains about, except answers with an error status that tests ask for. */
function complaints(context) {
  const heard = [];
  const watch = (page) => {
    page.on('pageerror', (error) => heard.push(`script failed: ${error.message}`));
    page.on('console', (message) => {
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !isAnswer) heard.push(`${message.type()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      const isPage = response.request().resourceType() === 'document';
      if (response.status() >= 400 && !isPage) heard.push(`${response.status()} for ${new URL(response.url()).pathname}`);
    });
  };
  context.on('page', watch);
  return heard;
}

export const test = base.extend({
  /** Which house: "everyday", "hasty" with lives of a minute, or "proving", one for each project. */
  houseName: ['everyday', { option: true }],

  world: async ({}, use) => {
    await use(JSON.parse(process.env.BROWSER_SUITE_WORLD));
  },

  house: async ({ world, houseName }, use, info) => {
    await use(world[houseName === 'proving' ? `proving-${info.project.name}` : houseName]);
  },

  /** Nothing on any page of this browser is refused by a policy, missing or broken. */
  context: async ({ context }, use) => {
    const heard = complaints(context);
    await use(context);
    expect(heard, 'what the browser complained about').toEqual([]);
  },

  patient: async ({ page, house, world }, use, info) => {
    await use(new Patient(page, { house, ours: world.ours, project: info.project }));
  },

  /** Opens the operator console in a browser of its own: somebody at a desk, who reads every page as patients do theirs. */
  atConsole: async ({ browser, house, world }, use, info) => {
    const opened = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push({ context, heard: complaints(context) });
      const desk = { ...house, issuer: house.operator };
      return new Patient(await context.newPage(), { house: desk, ours: world.ours, project: info.project });
    });
    for (const { context, heard } of opened) {
      await context.close();
      expect(heard, 'what the browser of the console complained about').toEqual([]);
    }
  },

  /** The same person's phone: a browser of its own, which nothing but a link leads anywhere. */
  onPhone: async ({ browser, house, world }, use, info) => {
    const opened = [];
    await use(async () => {
      const context = await browser.newContext({ javaScriptEnabled: info.project.use.javaScriptEnabled ?? true });
      opened.push({ context, heard: complaints(context) });
      return new Patient(await context.newPage(), { house, ours: world.ours, project: info.project });
    });
    for (const { context, heard } of opened) {
      await context.close();
      expect(heard, 'what the browser of the phone complained about').toEqual([]);
    }
  },

  /** Opens the partner pages in a browser of their own: a developer of a website or app. */
  atPartnerPages: async ({ browser, house, world }, use, info) => {
    const context = await browser.newContext();
    const heard = complaints(context);
    const desk = { ...house, issuer: house.partnerPages };
    await use(new Patient(await context.newPage(), { house: desk, ours: world.ours, project: info.project }));
    await context.close();
    expect(heard, 'what the browser of the partner pages complained about').toEqual([]);
  },

  /** Photos and a video to send. */
  samples: async ({ house, request }, use) => {
    await use(new Samples(house.samples, request));
  },

  mailbox: async ({ house, request }, use) => {
    await use(new Mailbox(house.outbox, request));
  },

  /** Details that nobody else in this run has. */
  newcomer: async ({ world, request }, use) => {
    await use(async () => {
      const number = Number(await (await request.get(`${world.ours}/number`)).text());
      const last = String(200 + (number % 800));
      return {
        email: `newcomer.${randomUUID().slice(0, 13)}@patients.example`,
        password: PASSWORD,
        mobile: `07700 900${last}`,
        recipient: `+447700900${last}`,
        landline: `020 7946 0${last}`,
        landlineRecipient: `+442079460${last}`,
      };
    });
  },

  /** Somebody who registered before, on another device and for another partner. */
  registered: async ({ playwright, house, world, mailbox, newcomer }, use) => {
    await use(async () => {
      const person = await newcomer();
      const request = await playwright.request.newContext();
      await register(person, { request, house, ours: world.ours, mailbox });
      await request.dispose();
      return person;
    });
  },
});

/** A seeded person, for whom one code always works. */
export function seeded(email) {
  return { email, password: 'Passw0rd$1', code: '190696' };
}
