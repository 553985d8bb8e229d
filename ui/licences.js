// Writes assets/licences.json: the works of others that the application carries, with their notices, and each licence once in full.
// To be run after dependencies changed: `npm run licences`; tests/architecture.rs notices when it was forgotten.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PLATFORMS = ['x86_64-unknown-linux-gnu', 'aarch64-apple-darwin', 'x86_64-pc-windows-msvc'];
/** Files in which a work says whose it is and what may be done with it. */
const LICENCE_FILE = /^(un)?licen[cs]e|^copying|^notice|^copyright|^ofl/i;

const SAYS_WHOSE =
  /^([Pp]ortions )?([Cc]opyright|COPYRIGHT|\([Cc]\)|©)\s*(\([Cc]\)|©|\d|[A-Z][a-z]+ [A-Z0-9])/;

/** The crates that the desktop application runs on, on all platforms. */
function crates() {
  const found = new Map();
  for (const platform of PLATFORMS) {
    const asked = ['metadata', '--format-version=1', `--filter-platform=${platform}`];
    const metadata = JSON.parse(execFileSync('cargo', asked, { cwd: ROOT, maxBuffer: 1 << 28 }));
    const packages = new Map(metadata.packages.map((one) => [one.id, one]));
    const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
    const start = metadata.packages.find(({ name }) => name === 'portal-desktop').id;
    const waiting = [start];
    const seen = new Set(waiting);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const one = packages.get(id);
      if (one.source)
        found.set(
          `${one.name} ${one.version}`,
          work(one.name, one.version, one.license, dirname(one.manifest_path)),
        );
      for (const { pkg, dep_kinds } of nodes.get(id).deps) {
        if (seen.has(pkg) || !dep_kinds.some(({ kind }) => kind === null)) continue;
        seen.add(pkg);
        waiting.push(pkg);
      }
    }
    const sqlite = metadata.packages.find(({ name }) => name === 'libsqlite3-sys');
    const sqlcipher = join(dirname(sqlite.manifest_path), 'sqlcipher');
    found.set('SQLCipher', work('SQLCipher', versionOf(sqlcipher), 'BSD-3-Clause', sqlcipher));
  }
  return [...found.values()];
}

function versionOf(sqlcipher) {
  const header = readFileSync(join(sqlcipher, 'sqlite3.c'), 'utf8');
  return /#define CIPHER_VERSION_NUMBER ([\d.]+)/.exec(header)?.[1] ?? '';
}

/** The packages that end up in the interface. */
function packages() {
  const lock = JSON.parse(readFileSync(join(ROOT, 'ui/package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, one]) => path !== '' && !one.dev && !one.optional && !one.peer)
    .map(([path, one]) =>
      work(path.replace(/^.*node_modules\//, ''), one.version, one.license, join(ROOT, 'ui', path)),
    );
}

/** The typefaces of the documents. */
function typefaces() {
  const folder = join(ROOT, 'assets/fonts');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => work(name, '', 'OFL-1.1', join(folder, name)));
}

function work(name, version, licence, folder) {
  return { name, version, licence: licence ?? 'see its notices', notices: notices(folder), folder };
}

function licenceFiles(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true });
  return files
    .filter((file) => file.isFile() && LICENCE_FILE.test(file.name))
    .map(({ name }) => join(folder, name));
}

/** Lines that say whose work it is; a NOTICE is kept whole, as the Apache licence asks for. */
function notices(folder) {
  const lines = licenceFiles(folder).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (/notice/i.test(file.split('/').at(-1))) return [text.trim().replace(/\s+/g, ' ')];
    return text
      .split('\n')
      .map((line) => line.replace(/^[\s#*/]+/, '').trim())
      .filter((line) => SAYS_WHOSE.test(line));
  });
  return [...new Set(lines)];
}

/** Each licence that is named, in full, as one of the works brings it. */
function texts(works) {
  const names = [
    ...new Set(
      works.flatMap(({ licence }) => licence.split(/ (?:OR|AND|WITH) |[()/]/).map((one) => one.trim())),
    ),
  ];
  return names
    .filter((name) => name !== '')
    .sort()
    .flatMap((licence) => {
      const text = works.map((one) => textOf(one, licence)).find((found) => found !== null);
      return text ? [{ licence, text }] : [];
    });
}

const SAYS = {
  'Apache-2.0': /apache license\s+version 2\.0, january 2004[\s\S]*end of terms/i,
  MIT: /permission is hereby granted, free of charge[\s\S]*software\./i,
  'BSD-2-Clause': /redistribution and use in source and binary forms[\s\S]*such damage\./i,
  'BSD-3-Clause':
    /redistribution and use in source and binary forms[\s\S]*neither the name[\s\S]*such damage\./i,
  ISC: /permission to use, copy, modify,? and(\/or)? distribute this software[\s\S]*of this software\./i,
  Zlib: /this software is provided 'as-is'[\s\S]*source\s+distribution\./i,
  'MPL-2.0': /mozilla public license version 2\.0[\s\S]*/i,
  'BSL-1.0': /boost software license - version 1\.0[\s\S]*/i,
  'CC0-1.0': /creative commons[\s\S]*cc0 1\.0 universal[\s\S]*/i,
  'Unicode-3.0': /unicode license v3[\s\S]*/i,
  Unlicense: /this is free and unencumbered software[\s\S]*/i,
  '0BSD':
    /permission to use, copy, modify, and\/or distribute this software for any\s+purpose with or without fee is hereby granted\.[\s\S]*/i,
  'OFL-1.1': /sil open font license version 1\.1[\s\S]*/i,
  'CDLA-Permissive-2.0': /community data license agreement[\s\S]*/i,
  'LLVM-exception': /llvm exceptions to the apache 2\.0 license[\s\S]*/i,
};

function textOf({ licence, folder }, name) {
  if (!licence.includes(name) || !(name in SAYS)) return null;
  for (const file of licenceFiles(folder)) {
    const found = SAYS[name].exec(readFileSync(file, 'utf8'))?.[0];
    if (found) return found.trim();
  }
  return null;
}

const works = [...crates(), ...packages(), ...typefaces()].sort((one, other) =>
  `${one.name} ${one.version}`.localeCompare(`${other.name} ${other.version}`, 'en'),
);
const written = {
  works: works.map(({ name, version, licence, notices: said }) => ({
    name,
    version,
    licence,
    notices: said,
  })),
  texts: texts(works),
};
writeFileSync(join(ROOT, 'assets/licences.json'), `${JSON.stringify(written, null, 1)}\n`);
const without = [...new Set(works.flatMap(({ licence }) => licence.split(/ (?:OR|AND|WITH) |[()/]/)))].filter(
  (name) => name.trim() !== '' && !written.texts.some(({ licence }) => licence === name.trim()),
);
console.log(
  `${works.length} works, ${written.texts.length} licences; without a text: ${without.join(', ') || 'none'}`,
);
