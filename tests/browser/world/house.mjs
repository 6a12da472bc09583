// The real program, started as a demo with its own folder, its own secrets and ports that the system chooses.

import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { artefacts, program } from './places.mjs';

const PATIENCE = 60_000;
const GRACE = 15_000;
const READY = 'Ctrl-C stops';
const PLACES = {
  partner: /Log in through the demo partner\s+(\S+)/,
  outbox: /Emails, texts and calls that were sent\s+(\S+)/,
  samples: /Sample photo ID and video, to upload\s+(\S+)/,
  operator: /Operator pages\s+(\S+)/,
  partnerPages: /Partner pages: your client, its errors\s+(\S+)/,
  issuer: /The service itself \(issuer\)\s+(\S+)/,
};

/** What one machine is refused in a day of tests says nothing about a network; what one account is refused stays as it is. */
const OPEN_NETWORK = {
  network_failures: 1_000_000,
  network_sends: 1_000_000,
  network_lookups: 1_000_000,
  address_lookups: 1_000_000,
};

const secret = () => randomBytes(32).toString('base64');

function settings(folder) {
  return {
    '': { mode: 'sandbox', issuer: 'http://localhost:0' },
    listen: { public: 'localhost:0', operator: 'localhost:0', partner: 'localhost:0', metrics: 'localhost:0' },
    database: { url: `sqlite:${path.join(folder, 'nhs-login.db')}` },
    secrets: { sealing_keys: secret(), lookup_key: secret(), token_key: secret(), form_key: secret() },
    limits: { ...OPEN_NETWORK },
    proving: { network_look_ups: 1_000_000 },
    messages: { from: 'NHS login <no-reply@nhs-login.example>' },
    'messages.email': { transport: 'smtp', smtp_security: 'plain' },
    'messages.text': {
      transport: 'notify',
      api_key: 'sandbox-5a4db0c5-0000-4000-8000-000000000001-5ec4e700-0000-4000-8000-000000000002',
      template_text_code: '7e3c0de0-0000-4000-8000-000000000003',
      template_continue_link: '7e3c0de0-0000-4000-8000-000000000004',
    },
    'messages.call': { transport: 'voice', token: 'sandbox-voice-token' },
    log: { format: 'human', level: 'debug' },
    sandbox: {
      static_code: '190696',
      seed: true,
      data_folder: folder,
      demo_partner: 'localhost:0',
      notify_simulator: 'localhost:0',
      voice_simulator: 'localhost:0',
      smtp_simulator: 'localhost:0',
      pds_simulator: 'localhost:0',
      gp_simulator: 'localhost:0',
      id_check_simulator: 'localhost:0',
      virus_scan_simulator: 'localhost:0',
    },
  };
}

function merged(base, changes) {
  const all = { ...base };
  for (const [section, values] of Object.entries(changes)) all[section] = { ...all[section], ...values };
  return all;
}

/** TOML of one level of sections; a text, number, flag or list of texts is written the same way in JSON. */
export function toml(sections) {
  return Object.entries(sections)
    .map(([section, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
      return [...(section ? [`[${section}]`] : []), ...lines].join('\n');
    })
    .join('\n\n');
}

/** A house: a folder of its own, and the program running in it. */
export class House {
  #name;
  #folder;
  #settings;
  #process;

  /** A house that does not run yet. `changes` are settings by section. */
  static async prepare(name, changes = {}) {
    const folder = await mkdtemp(path.join(os.tmpdir(), `nhs-login-${name}-`));
    const house = new House();
    house.#name = name;
    house.#folder = folder;
    house.#settings = merged(settings(folder), changes);
    await house.#write();
    return house;
  }

  get #file() {
    return path.join(this.#folder, 'house.toml');
  }

  async #write() {
    await writeFile(this.#file, toml(this.#settings), { mode: 0o600 });
  }

  /** Registers the partners of these TOML texts. The house must not be running. */
  async register(documents) {
    const folder = path.join(this.#folder, 'clients');
    await mkdir(folder, { recursive: true });
    for (const [index, document] of documents.entries()) await writeFile(path.join(folder, `${index}.toml`), document);
    const run = promisify(execFile);
    await run(program(), ['migrate', '--config', this.#file]);
    await run(program(), ['clients', 'import', '--config', this.#file, folder]);
  }

  /** Starts the program and returns its addresses once it says that it stands. */
  async start() {
    await mkdir(artefacts, { recursive: true });
    const log = createWriteStream(path.join(artefacts, `${this.#name}.log`), { flags: 'a' });
    this.#process = spawn(program(), ['demo', '--config', this.#file], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process.stdout.pipe(log, { end: false });
    this.#process.stderr.pipe(log, { end: false });
    const said = await standing(this.#process);
    const places = Object.fromEntries(Object.entries(PLACES).map(([place, pattern]) => [place, pattern.exec(said)?.[1]]));
    for (const [place, address] of Object.entries(places)) {
      if (!address) throw new Error(`The program did not say where its ${place} is:\n${said}`);
    }
    return places;
  }

  /** Stops it, changes settings, and starts it again at the same places. */
  async restart(places, changes) {
    await this.stop();
    const host = (address) => new URL(address).host;
    this.#settings = merged(this.#settings, {
      '': { issuer: places.issuer },
      listen: { public: host(places.issuer) },
      sandbox: { demo_partner: host(places.partner) },
    });
    this.#settings = merged(this.#settings, changes);
    await this.#write();
    return this.start();
  }

  /** Stops the program; it finishes what it is doing. */
  async stop() {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    const hurry = setTimeout(() => running.kill('SIGKILL'), GRACE);
    running.kill('SIGTERM');
    await ended;
    clearTimeout(hurry);
  }

  /** Stops it and removes its folder. */
  async demolish() {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function standing(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const failed = (reason) => {
      clearTimeout(clock);
      reject(new Error(`The program ${reason}. It said:\n${said}`));
    };
    const clock = setTimeout(() => {
      child.kill('SIGKILL');
      failed(`did not start within ${PATIENCE / 1000} seconds`);
    }, PATIENCE);
    child.once('error', (error) => failed(`cannot be run: ${error.message}`));
    child.once('exit', (code) => failed(`ended with ${code} instead of starting`));
    child.stderr.on('data', (chunk) => { said += chunk; });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes(READY)) {
        clearTimeout(clock);
        child.removeAllListeners('exit');
        resolve(said);
      }
    });
  });
}
