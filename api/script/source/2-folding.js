// A text folded for comparison, cluster by cluster; for each unit of the fold where its cluster lies in the text.
const IGNORED = /[\u00AD\u200B-\u200F\u2060\uFE00-\uFE0F\uFEFF\u{E0100}-\u{E01EF}]/gu;
const ONLY_IGNORED = /^[\u00AD\u200B-\u200F\u2060\uFEFF]$/;
const MARK = /^[\p{M}\uFF9E\uFF9F]$/u;
const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}_]/u;
const LETTER = /\p{L}/u;
const KATAKANA = /[\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF]/;
const SIMPLE = 1, NOTHING = 2, JOINED = 3, SLOW = 4, BLANK = 5;
const kinds = new Uint8Array(65536);
const folds = new Uint16Array(65536);
const classes = new Uint8Array(65536);

const plain = (text) => text.replace(IGNORED, '').normalize('NFKC')
  .replace(/[\u2010\u2011]/g, '-').replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, ' ');

const kindOf = (code) => kinds[code] ||= learn(code);
const learn = (code) => {
  // Hiragana, katakana and kanji stand for themselves, and are most of what there is to learn.
  if ((code > 0x3040 && code < 0x3097) || (code > 0x30A0 && code < 0x30FF) || (code > 0x4DFF && code < 0xA000)) {
    folds[code] = code;
    return SIMPLE;
  }
  const character = String.fromCharCode(code);
  if (ONLY_IGNORED.test(character)) return NOTHING;
  if (code >= 0xD800 && code < 0xE000) return SLOW;
  if (MARK.test(character)) return JOINED;
  if (/\s/.test(character)) return BLANK;
  const folded = plain(character).toLowerCase();
  if (folded.length !== 1) return SLOW;
  folds[code] = folded.charCodeAt(0);
  return SIMPLE;
};

// 1: letters and digits of alphabets with blanks between words, 2: katakana, 3: what parts words.
const classOf = (code) => classes[code] ||= classify(String.fromCharCode(code));
const classify = (character) => WORD.test(character) ? 1 : KATAKANA.test(character) ? 2 : 3;

let codes = new Uint16Array(0), starts, ends, size = 0;

const put = (code, start, end) => {
  codes[size] = code;
  starts[size] = start;
  ends[size++] = end;
};
// NFKC makes at most 18 units of one.
const MOST_UNITS = 18;
const room = (length) => {
  if (length * MOST_UNITS <= codes.length) return;
  codes = new Uint16Array(length * MOST_UNITS);
  starts = new Int32Array(length * MOST_UNITS);
  ends = new Int32Array(length * MOST_UNITS);
};

// Whether a unit belongs to the character before it; selectors beyond the basic plane are U+DB40 and another unit.
const joins = (text, at) => {
  const code = text.charCodeAt(at);
  return code === 0xDB40 ? text.charCodeAt(at + 1) >= 0xDD00 && 2 : kindOf(code) === JOINED && 1;
};

const fold = (text) => {
  const length = text.length;
  room(length);
  size = 0;
  let at = 0, kind = length && kindOf(text.charCodeAt(0));
  while (at < length) {
    const code = text.charCodeAt(at), next = at + 1 < length ? kindOf(text.charCodeAt(at + 1)) : NOTHING;
    if (kind === SIMPLE && next < JOINED) {
      put(folds[code], at, ++at);
      kind = next;
      continue;
    }
    if (kind === NOTHING) at++;
    else if (kind === SLOW || kind === JOINED || joins(text, at + 1)) at = cluster(text, at);
    else if (kind === SIMPLE) put(folds[code], at, ++at);
    else at = blank(text, at);
    kind = at < length && kindOf(text.charCodeAt(at));
  }
};
const blank = (text, from) => {
  let to = from + 1;
  while (kindOf(text.charCodeAt(to)) === BLANK) to++;
  if (size && codes[size - 1] === 32) ends[size - 1] = to;
  else put(32, from, to);
  return to;
};
const cluster = (text, from) => {
  let to = from + (text.codePointAt(from) > 0xFFFF ? 2 : 1);
  for (let more; (more = joins(text, to)); to += more);
  const folded = plain(text.slice(from, to)).toLowerCase();
  for (let i = 0; i < folded.length; i++) put(folded.charCodeAt(i), from, to);
  return to;
};
