// Tells whether a word can be a Vietnamese syllable: onset, rime and tone follow the spelling rules.
// Must not hold a word list: names and rare words are syllables too.
import { vowels } from './letters.ts';

const beforeAnyVowel = 'b ch d đ h kh l m n nh p ph r s t th tr v x'.split(' ');
/** c, g, ng stand before back vowels; k, gh, ngh before e, ê, i, y. */
const beforeBack = new Set(['c', 'g', 'ng', 'gi']);
const beforeFront = new Set(['k', 'gh', 'ngh']);
const onsets = new Set([...beforeAnyVowel, ...beforeBack, ...beforeFront, 'qu', '']);

const rimes = new Set(
  [
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu',
    'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu',
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot',
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
    'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt',
    'uy uya uych uyn uynh uyp uyt uyu uyên uyêt',
    'ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu',
    'y yêm yên yêng yêt yêu',
  ]
    .join(' ')
    .split(' '),
);

const baseOf = new Map<string, readonly [base: string, tone: number]>();
for (const row of vowels)
  for (const [tone, letter] of [...row].entries()) baseOf.set(letter, [row[0]!, tone]);

const isVowel = (letter: string) => baseOf.has(letter);
const isFront = (letter: string) => 'eêiy'.includes(letter);

/** Whether the word (one syllable, any case, NFC) is spelt as Vietnamese words are, its tone mark in its place. */
export function isVietnameseSyllable(word: string): boolean {
  if (word.length === 0 || word.length > 7) return false;
  let bare = '';
  let tone = 0;
  let toneAt = -1;
  for (const letter of word.toLowerCase()) {
    const known = baseOf.get(letter);
    if (known !== undefined && known[1] > 0) {
      if (tone > 0) return false;
      tone = known[1];
      toneAt = bare.length;
    }
    bare += known?.[0] ?? letter;
  }
  return splits(bare).some(({ rime, start }) => fits(rime, tone, toneAt < 0 ? -1 : toneAt - start));
}

/** The ways to part a bare word into a known onset and the rest; gi and qu make more than one. */
function splits(bare: string): { rime: string; start: number }[] {
  const found: { rime: string; start: number }[] = [];
  for (let length = 0; length <= 3 && length < bare.length; length++) {
    const onset = bare.slice(0, length);
    const rime = bare.slice(length);
    if (!onsets.has(onset) || !rimes.has(rime)) continue;
    const first = rime[0]!;
    if (beforeFront.has(onset) && !isFront(first)) continue;
    // "gì", "gìn", "giết": g before an i that is part of the rime.
    if (onset === 'g' && isFront(first) && !/^i(n|êng|êt|$)/.test(rime)) continue;
    if ((onset === 'c' || onset === 'ng') && isFront(first)) continue;
    if (onset === 'gi' && isFront(first) && first !== 'e' && first !== 'ê') continue;
    if (onset === 'qu' && !'aăâeêiyơ'.includes(first)) continue;
    if (first === 'y' && rime.length > 1 && onset !== '' && onset !== 'qu') continue;
    found.push({ rime, start: length });
  }
  if (bare === 'quôc') found.push({ rime: 'uôc', start: 1 });
  if (/^qu(yên|yêt|ynh|yt|ych)$/.test(bare)) found.push({ rime: bare.slice(1), start: 1 });
  return found;
}

function fits(rime: string, tone: number, toneAt: number): boolean {
  // Syllables that end in p, t, c, ch have only sắc and nặng.
  if (/(?:p|t|c|ch)$/.test(rime) && tone !== 2 && tone !== 5) return false;
  return tone === 0 || tonePlaces(rime).includes(toneAt);
}

/** Where the tone mark may stand; two places where the old and the new spelling differ (hòa, hoà). */
function tonePlaces(rime: string): number[] {
  const count = [...rime].filter(isVowel).length;
  if (count === 1) return [0];
  if (rime.startsWith('ươ')) return [1];
  const marked = [...rime].findIndex((letter) => 'ăâêôơư'.includes(letter));
  if (marked >= 0) return [marked];
  if (count === 3 || count < rime.length) return [1];
  return ['oa', 'oe', 'uy'].includes(rime) ? [0, 1] : [0];
}
