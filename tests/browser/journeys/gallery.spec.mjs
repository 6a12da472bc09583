// Every sample page, also those that no journey of this suite comes to: in order, and good for everybody.

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { faultsOfPage } from '../walk/page-check.mjs';
import { expect, test } from '../walk/test.mjs';
import { root } from '../world/places.mjs';

/** The pages are read in so many parts, so that they can be read side by side. */
const PARTS = 6;
const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
/** What a page asks for while it waits, and pictures of people: there is nothing behind a sample. */
const NOTHING = { status: 200, kind: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' };

let folder;
let server;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  folder = await mkdtemp(path.join(os.tmpdir(), 'nhs-login-gallery-'));
  const args = ['run', '--quiet', '--package', 'screens', '--example', 'gallery', '--', folder];
  await promisify(execFile)('cargo', args, { cwd: root });
  server = createServer(async (request, response) => {
    const { status, kind, body } = await answer(decodeURIComponent(new URL(request.url, 'http://gallery').pathname));
    response.writeHead(status, { 'content-type': kind }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});

test.afterAll(async () => {
  server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function answer(place) {
  const file = path.join(folder, path.normalize(place));
  const body = await readFile(file).catch(() => null);
  return body ? { status: 200, kind: KINDS[path.extname(file)] ?? 'text/plain', body } : NOTHING;
}

async function pages() {
  const found = await readdir(folder, { recursive: true });
  // Emails have a frame of their own, and the index is no page of the service.
  return found.filter((name) => name.endsWith('.html') && name !== 'index.html' && !name.startsWith('messages')).sort();
}

for (let part = 0; part < PARTS; part += 1) {
  test(`every sample page is in order, part ${part + 1} of ${PARTS}`, async ({ page }, info) => {
    test.skip(info.project.name !== 'narrow', 'Journeys look at pages wide and without script; the samples are read where it is narrowest.');
    test.setTimeout(600_000);
    const all = await pages();
    expect(all.length).toBeGreaterThan(150);
    const hasScript = info.project.use.javaScriptEnabled !== false;
    const wrong = [];
    for (const name of all.filter((_, index) => index % PARTS === part)) {
      await page.goto(`http://127.0.0.1:${server.address().port}/${name.replaceAll('+', '%2B')}`);
      const faults = await faultsOfPage(page, { hasScript });
      wrong.push(...faults.map((fault) => `${name}: ${fault}`));
    }
    expect(wrong).toEqual([]);
  });
}
