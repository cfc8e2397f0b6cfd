// Whatever a sheet looks like, every row with text is an entry, a header, a title or left out with a reason.
// Must not test what is made of the rows: layouts.test.ts does.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decodeSheet,
  findTables,
  guessColumns,
  mappingOf,
  readRows,
} from '../../../electron/core/inventory/index.ts';
import type { Cell } from '../../../electron/workers/table/table-tasks.ts';

const words =
  'Hộp số|Hồ sơ số|Tiêu đề hồ sơ|Thời gian|Số tờ|Ghi chú|Từ|Đến|STT|Trích yếu|Hộp số 14|Năm 1987|I. VĂN PHÒNG|Tập lưu công văn|và phụ lục|Tổng cộng|Người lập|"|nt|1|2|12|1985-1987|12/5/87|VV|#N/A|I|Phông: An Bình'.split(
    '|',
  );
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words).map((text): Cell => ({ text })) },
  { weight: 2, arbitrary: fc.constant<Cell>({ text: '' }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 40_000 }).map((n): Cell => ({ text: String(n), number: n })),
  },
);
const header = ['Hộp số', 'Hồ sơ số', 'Tiêu đề hồ sơ', 'Thời gian', 'Ghi chú'].map(
  (text): Cell => ({ text }),
);
const grid = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.array(cell, { maxLength: 5 }) },
      { weight: 1, arbitrary: fc.constant(header) },
    ),
    {
      maxLength: 14,
    },
  )
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      merged: fc.array(
        fc
          .tuple(fc.nat(12), fc.nat(4), fc.nat(2), fc.nat(3))
          .map(([r0, c0, down, right]) => ({ r0, c0, r1: r0 + down, c1: c0 + right })),
        { maxLength: 2 },
      ),
    }),
  );

it('loses no row and never throws', () => {
  fc.assert(
    fc.property(grid, ({ rows, merged }) => {
      const sheet = decodeSheet({ name: 'S', hidden: false, rows, merged });
      const tables = findTables(sheet);
      if (tables.length === 0) return;
      const known = new Set<number>();
      const titles = tables.flatMap((table) => [...table.titles]);
      for (const table of tables) {
        for (let row = table.headerRows.first; row <= table.headerRows.last; row++) known.add(row);
        for (const { row } of [...table.body, ...table.skipped]) {
          expect(known.has(row), `row ${row} is told twice`).toBe(false);
          known.add(row);
        }
        const mapping = mappingOf(guessColumns(table.header));
        const read = readRows(table, mapping, {
          dates: { latestYear: 2026 },
          retention: { permanent: '01', years: {}, other: '07' },
        });
        const joined = table.body.filter(({ kind }, index) => kind === 'continuation' && index > 0).length;
        expect(read.rows.length).toBe(table.body.length - joined);
        // What stands in a mapped column is kept as the paper has it, whether it could be read or not.
        for (const row of read.rows) {
          const body = table.body.find((one) => one.row + 1 === row.row)!;
          for (const [column, field] of Object.entries(mapping)) {
            const { text } = body.cells[Number(column)] ?? { text: '' };
            if (text !== '') expect(row.paper[field]?.startsWith(text)).toBe(true);
          }
        }
      }
      const lost = rows.flatMap((cells, row) => {
        const text = cells
          .map((one) => one.text)
          .filter((one) => one !== '')
          .join(' ');
        return text === '' || known.has(row) || titles.includes(text) ? [] : [`${row}: ${text}`];
      });
      expect(lost).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
