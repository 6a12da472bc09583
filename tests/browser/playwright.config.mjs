import path from 'node:path';

import { defineConfig } from '@playwright/test';

import { artefacts, chromium, chromiumFlags } from './world/places.mjs';

const WAITS = /waiting\.spec\.mjs/;

export default defineConfig({
  testDir: 'journeys',
  globalSetup: './world/setup.mjs',
  outputDir: path.join(artefacts, 'failures'),
  fullyParallel: true,
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: path.join(artefacts, 'report.json') }]],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: { executablePath: chromium(), args: chromiumFlags() },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    actionTimeout: 45_000,
    navigationTimeout: 45_000,
  },
  projects: [
    { name: 'waiting', testMatch: WAITS, workers: 1, use: { viewport: { width: 1280, height: 900 } } },
    { name: 'desktop', testIgnore: WAITS, use: { viewport: { width: 1280, height: 900 } } },
    { name: 'narrow', testIgnore: WAITS, use: { viewport: { width: 320, height: 640 } } },
    { name: 'no-script', testIgnore: WAITS, use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
  ],
});
