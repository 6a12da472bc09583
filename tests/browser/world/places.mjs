// What the suite needs on this machine and where it keeps things. Whatever is missing stops the run with a reason.

import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const house = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The folder of the repository. */
export const root = house;

/** Where screenshots, traces and logs are kept. */
export const artefacts = path.join(house, 'target/browser');

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser: NHS_LOGIN_CHROMIUM, CHROMIUM, or Debian's. */
export function chromium() {
  const chosen = process.env.NHS_LOGIN_CHROMIUM || process.env.CHROMIUM || '/usr/bin/chromium';
  if (!executable(chosen)) {
    throw new Error(`There is no Chromium at ${chosen}. Install your system's package chromium, or name its path in NHS_LOGIN_CHROMIUM.`);
  }
  return chosen;
}

/** The program: NHS_LOGIN_BIN, or the debug build of this repository. */
export function program() {
  const chosen = process.env.NHS_LOGIN_BIN || path.join(house, 'target/debug/nhs-login');
  if (!existsSync(chosen) || !executable(chosen)) {
    throw new Error(`There is no program at ${chosen}. Build it with: cargo build --package nhs-login. Or name its path in NHS_LOGIN_BIN.`);
  }
  return chosen;
}

/** How Chromium starts: no traffic of its own, and no sandbox only where root could not have one. */
export function chromiumFlags() {
  const flags = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags;
}
