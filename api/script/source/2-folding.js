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

const kindOf = (code) => kinds[code] || (kinds[code] = learn(code));
const learn = (code) => {
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
const classOf = (code) => classes[code] || (classes[code] = sort(String.fromCharCode(code)));
const sort = (character) => WORD.test(character) ? 1 : KATAKANA.test(character) ? 2 : 3;

let codes = new Uint16Array(4096), starts = new Int32Array(4096), ends = new Int32Array(4096), size = 0;

const put = (code, start, end) => {
  if (size === codes.length) grow();
  codes[size] = code;
  starts[size] = start;
  ends[size++] = end;
};
const grow = () => {
  const before = [codes, starts, ends];
  codes = new Uint16Array(size * 2);
  starts = new Int32Array(size * 2);
  ends = new Int32Array(size * 2);
  codes.set(before[0]);
  starts.set(before[1]);
  ends.set(before[2]);
};

// Variation selectors beyond the basic plane are pairs of D840-like units: U+DB40 and one above U+DCFF.
const joins = (text, at) => {
  const code = text.charCodeAt(at);
  if (code === 0xDB40) return text.charCodeAt(at + 1) >= 0xDD00 ? 2 : 0;
  return kindOf(code) === JOINED ? 1 : 0;
};

const fold = (text) => {
  size = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    const joined = at + 1 < text.length ? joins(text, at + 1) : 0;
    if (kind === SIMPLE && !joined) put(folds[code], at, ++at);
    else if (kind === NOTHING) at++;
    else if (kind === BLANK && !joined) at = blank(text, at);
    else at = cluster(text, at);
  }
};
const blank = (text, from) => {
  let to = from + 1;
  while (to < text.length && kindOf(text.charCodeAt(to)) === BLANK) to++;
  if (size && codes[size - 1] === 32) ends[size - 1] = to;
  else put(32, from, to);
  return to;
};
const cluster = (text, from) => {
  let to = from + (text.codePointAt(from) > 0xFFFF ? 2 : 1);
  for (let more; to < text.length && (more = joins(text, to)); to += more);
  const folded = plain(text.slice(from, to)).toLowerCase();
  for (let i = 0; i < folded.length; i++) put(folded.charCodeAt(i), from, to);
  return to;
};
