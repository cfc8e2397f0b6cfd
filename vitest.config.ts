// Which tests there are and how they run: light ones side by side, those that start processes one after the other.
// Must hold no test settings that belong to one file.
import { defineConfig } from 'vitest/config';

/** @param order projects of a lower order finish before the next begin, so that heavy ones have the machine alone */
function project(name: string, order: number, testTimeoutMs: number) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      environment: 'node' as const,
      pool: 'forks' as const,
      testTimeout: testTimeoutMs,
      hookTimeout: testTimeoutMs,
      sequence: { groupOrder: order },
      maxWorkers: order === 0 ? 2 : 1,
      fileParallelism: order === 0,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('unit', 0, 15_000),
      project('architecture', 0, 15_000),
      project('renderer', 0, 15_000),
      project('migrations', 0, 30_000),
      project('core', 0, 60_000),
      project('workers', 0, 120_000),
      project('crash', 1, 180_000),
      project('e2e', 2, 240_000),
    ],
  },
});
