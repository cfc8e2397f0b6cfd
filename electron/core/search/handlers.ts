// Contract names of search → functions.
import type { CallOutput, ParsedInput } from '../../../shared/contract/index.ts';
import { documentRow, fieldValues } from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';
import type { CurrentIndex } from './keep-current.ts';

export const searchHandlers = {
  'search.pages': async (
    d: { readonly db: Db; readonly index: CurrentIndex },
    input: ParsedInput<'search.pages'>,
  ): Promise<CallOutput<'search.pages'>> => {
    const answer = await d.index.ask((index) => index.query(input));
    return {
      ...answer,
      hits: answer.hits.map((hit) => ({
        ...hit,
        fields: fieldValues(d.db, hit.documentId),
        fileCode: documentRow(d.db, hit.documentId)?.file_code ?? '',
      })),
    };
  },
};
