// Cuts a snippet at the marks the core puts around what was found.
// Pure.
import { HIT_END, HIT_START } from '../../../shared/model/search.ts';

export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

/** Never loses text: a mark without its partner ends at the end of the snippet. */
export function snippetParts(snippet: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let hit = false;
  let text = '';
  const push = () => {
    if (text) parts.push({ text, hit });
    text = '';
  };
  for (const char of snippet) {
    if (char === HIT_START || char === HIT_END) {
      push();
      hit = char === HIT_START;
    } else text += char === '\n' ? ' ' : char;
  }
  push();
  return parts;
}
