// What must never be in a log, looked for in everything that the houses said while every journey was walked.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { artefacts } from './places.mjs';

/** Marked values: people, what they typed, what was sent to them, and what stands for them. */
const MARKED = [
  /[\w.-]+@patients\.example/,
  /(\+44|0)\s?7700\s?900\s?\d{3}/,
  /(\+44|0)\s?20\s?7946\s?0\d{3}/,
  /\b999\s?\d{3}\s?\d{4}\b/,
  /Thornbury|Koci|Kinnaird|Raman|Ellis-Jones|Okonkwo|Nowhere|Prosser/,
  /YO1 ?7HH|NG1 ?5FS|SA1 ?3SN|LS1 ?4AP|B1 ?1BB/,
  /Passw0rd\$1|three-quiet-otters|not the password/,
  /\b190696\b/,
  /eyJ[\w-]{16,}\.[\w-]{16,}/,
  /[?&]code=[\w-]{16,}/,
  /IMG_0001|VID_0002|These are my notes|The print differs/,
  /T!t@r#\$5|6105-2290/,
];

/** A line that the program logged: not the welcome, which names the seeded people on purpose. */
const LOGGED = /\b(TRACE|DEBUG|INFO|WARN|ERROR)\b/;

/** The logged lines of these houses that tell what they must not. */
export async function spilled(names) {
  const found = [];
  for (const name of names) {
    const log = await readFile(path.join(artefacts, `${name}.log`), 'utf8');
    const lines = log.split('\n').filter((line) => LOGGED.test(line));
    if (lines.length === 0) found.push(`${name}: nothing was logged at all, so nothing was looked at`);
    for (const line of lines) {
      const marked = MARKED.find((mark) => mark.test(line));
      if (marked) found.push(`${name}: ${marked}: ${line.slice(0, 300)}`);
    }
  }
  return found;
}
