// Finds missing Debian packages and installs them with apt when it may; otherwise prints the exact line.
// Must never touch a system that is not Debian's, and must not fail a command that could do without.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { SetupError, say } from './say.mjs';

// Each entry lists the names a package has had, newest first: Debian 13 renamed libraries with 64-bit time (…t64).
const sets = {
  electron: [
    ['libgtk-3-0t64', 'libgtk-3-0'],
    ['libnss3'],
    ['libasound2t64', 'libasound2'],
    ['libgbm1'],
    ['libxss1'],
    ['libxtst6'],
    ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    ['libdrm2'],
    ['libxkbcommon0'],
    ['libcups2t64', 'libcups2'],
  ],
  headless: [['xvfb'], ['xauth']],
  tests: [
    ['qpdf'],
    ['poppler-utils'],
    ['mupdf-tools'],
    ['libpdfbox2-java', 'libpdfbox-java'],
    ['libjaxb-api-java'],
    ['default-jre-headless'],
  ],
  bench: [['ocrmypdf'], ['tesseract-ocr-vie']],
};

/**
 * @param names which sets are needed: 'electron' | 'headless' | 'tests' | 'bench'
 * @returns true when all are there now
 */
export function ensureSystemPackages(names) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return true;
  const missing = missingOf(names);
  if (missing.length === 0) return true;
  if (process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('Máy còn thiếu các gói hệ thống. Hãy chạy dòng sau rồi thử lại:');
    say(
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${chosenNames(missing).join(' ')}`,
    );
    return false;
  }
  say(`Cài ${missing.length} gói hệ thống còn thiếu bằng apt…`);
  apt(['update']);
  // Java's packages link manual pages and fail in slim images that have no such folder.
  mkdirSync('/usr/share/man/man1', { recursive: true });
  const chosen = chosenNames(missing);
  const failure = apt(['install', '-y', '--no-install-recommends', ...chosen]);
  if (missingOf(names).length === 0) return true;
  throw new SetupError(
    `Không cài được gói hệ thống. Hãy tự chạy: apt-get install -y --no-install-recommends ${chosen.join(' ')}\n${failure}`,
  );
}

function missingOf(names) {
  const wanted = names.flatMap((name) => sets[name]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const answer = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...wanted.flat()], {
    encoding: 'utf8',
  });
  const installed = new Set(
    answer.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((alternatives) => !alternatives.some((name) => installed.has(name)));
}

/** Of each package the first name that this release of Debian has; without apt's lists, the older name. */
function chosenNames(missing) {
  return missing.map((alternatives) => alternatives.find(hasCandidate) ?? alternatives.at(-1));
}

function hasCandidate(name) {
  const answer = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return answer.status === 0 && /Candidate: (?!\(none\))/.test(answer.stdout);
}

/** @returns the end of apt's output when it failed, else '' */
function apt(args) {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'APT::Color=0'];
  const answer = spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    maxBuffer: 64 << 20,
  });
  return answer.status === 0 ? '' : `${answer.stdout}\n${answer.stderr}`.slice(-3000);
}
