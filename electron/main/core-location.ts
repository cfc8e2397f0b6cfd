// Says which Node runs the core and which file it starts: the sources in development, shipped files in the product.
// Must not start anything.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface CoreLocation {
  /** Node 24. Never Electron's own binary: the fuse RunAsNode is off and sharp collides with Electron's GLib. */
  readonly nodePath: string;
  readonly entryPath: string;
  /** Folder of fonts, profiles, samples. */
  readonly resourcesDir: string;
}

export function locateCore(options: {
  packaged: boolean;
  appPath: string;
  resourcesPath: string;
}): CoreLocation {
  const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
  if (options.packaged) {
    return {
      nodePath: join(options.resourcesPath, 'node', nodeName),
      entryPath: join(options.resourcesPath, 'core', 'electron', 'core', 'main.ts'),
      resourcesDir: join(options.resourcesPath, 'core', 'resources'),
    };
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodePath = join(options.appPath, 'node_modules', `node-${platform}-${process.arch}`, 'bin', nodeName);
  if (!existsSync(nodePath)) throw new Error(`No Node 24 at ${nodePath}`);
  return {
    nodePath,
    // A test may put a stand-in in its place; the packaged product never looks at the environment.
    entryPath: process.env.TANGTHU_CORE_ENTRY ?? join(options.appPath, 'electron', 'core', 'main.ts'),
    resourcesDir: join(options.appPath, 'resources'),
  };
}
