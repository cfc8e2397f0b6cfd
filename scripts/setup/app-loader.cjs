// Stands in for Electron's default_app in the fallback runtime: loads the app folder named on the command line.
// Must not know anything about the program it loads.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const isAppDir = (argument) =>
  !argument.startsWith('-') && fs.existsSync(path.join(argument, 'package.json'));
const argument = process.argv.slice(1).find(isAppDir);
if (argument === undefined) {
  console.error('No app folder with a package.json was named on the command line.');
  process.exit(1);
}
const appDir = path.resolve(argument);
const manifest = JSON.parse(fs.readFileSync(path.join(appDir, 'package.json'), 'utf8'));
app.setAppPath(appDir);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
require(path.join(appDir, manifest.main));
