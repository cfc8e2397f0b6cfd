// A process that feeds the index until it is killed; prints each batch once it is committed.
// Must be started by index-file.test.ts only.
import { openSearchIndex } from '../../../electron/core/search/index.ts';
import { syntheticPage } from './pages.ts';

const index = openSearchIndex(process.argv[2]!);
for (let batch = 0; ; batch++) {
  // Also replaces and removes, so that the kill may fall into a deletion.
  index.upsertPages(Array.from({ length: 30 }, (_, i) => syntheticPage(batch * 20 + i)));
  if (batch % 5 === 4) index.removeDocuments([`d${batch}`]);
  process.stdout.write(`${batch}\n`);
}
