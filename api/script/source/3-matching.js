// Which words of a text are terms: the leftmost, then the longest whose edges are the edges of words.
const EXACT = 1, FIRST = 2, NEVER = 4;
const MOST_FORMS = 100000;
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/[^\s<>"「」『』（）【】、。]+|www\.[^\s<>"「」『』（）【】、。]+|[\w.+-]*@[\w.-]+/gi;
const MAY_HOLD_ADDRESS = /:\/\/|@|www\./i;

const grown = async (forms, concepts) => {
  const trie = new Map(), firsts = new Uint8Array(65536);
  for (let i = 0; i < forms.length && i < MOST_FORMS; i++) {
    if (i % 64 === 0 && tired()) await rest();
    const form = forms[i];
    if (form && typeof form[0] === 'string' && typeof form[1] === 'number' && concepts[form[1]]) plant(trie, firsts, form);
  }
  return {trie, firsts};
};
const plant = (trie, firsts, form) => {
  fold(form[0]);
  let from = 0, to = size;
  if (codes[from] === 32) from++;
  if (codes[to - 1] === 32) to--;
  if (to - from < 2) return;
  firsts[codes[from]] = 1;
  let at = trie;
  for (let i = from; i < to; i++) {
    let further = at.get(codes[i]);
    if (!further) at.set(codes[i], further = new Map());
    at = further;
  }
  const entry = {concept: form[1], flags: form[2] | 0, plain: plain(form[0]).trim()};
  const there = at.get(-1);
  if (there) add(there, entry);
  else at.set(-1, [entry]);
};

const addresses = (text) => {
  const found = [];
  if (!MAY_HOLD_ADDRESS.test(text)) return found;
  ADDRESS.lastIndex = 0;
  for (let hit; (hit = ADDRESS.exec(text));) add(found, {start: hit.index, end: ADDRESS.lastIndex});
  return found;
};
const overlaps = (ranges, start, end) => {
  for (let i = 0; i < ranges.length; i++) if (start < ranges[i].end && end > ranges[i].start) return true;
  return false;
};

// All matches, also of forms that are never linked: they take up their words. Offsets in UTF-16 units.
const find = (text, known) => {
  const found = [], closed = addresses(text);
  fold(text);
  for (let at = 0; at < size;) {
    const hit = known.firsts[codes[at]] && isStart(at) ? longest(text, known.trie, at, closed) : null;
    if (hit) add(found, hit);
    at = hit ? hit.after : at + 1;
  }
  return found;
};
// A very long text is read sentence by sentence, so that the page can do its own between them.
const SOME = 2000;
const SENTENCE = /[。！？\n]|[.!?]\s/;
const findAll = async (text, known) => {
  const found = [];
  for (let from = 0; from < text.length;) {
    const to = sentenceEnd(text, from);
    each(find(text.slice(from, to), known), (hit) => {
      hit.start += from;
      hit.end += from;
      add(found, hit);
    });
    from = to;
    if (tired()) await rest();
  }
  return found;
};
const sentenceEnd = (text, from) => {
  const hit = text.length - from > SOME ? text.slice(from + SOME).search(SENTENCE) : -1;
  return hit < 0 ? text.length : from + SOME + hit + 1;
};
const isStart = (at) => {
  if (at === 0) return true;
  const own = classOf(codes[at]);
  return starts[at] !== starts[at - 1] && (own === 3 || own !== classOf(codes[at - 1]));
};
const isEnd = (after) => {
  if (after === size) return true;
  const own = classOf(codes[after - 1]);
  return ends[after] !== ends[after - 1] && (own === 3 || own !== classOf(codes[after]));
};
const longest = (text, trie, from, closed) => {
  const ways = [];
  let way = trie;
  for (let at = from; at < size && (way = way.get(codes[at]));) {
    at++;
    if (way.has(-1)) add(ways, {after: at, entries: way.get(-1)});
  }
  for (let i = ways.length - 1; i >= 0; i--) {
    const hit = accepted(text, from, ways[i], closed);
    if (hit) return hit;
  }
  return null;
};
const accepted = (text, from, way, closed) => {
  const entry = meant(text.slice(starts[from], ends[way.after - 1]), way.entries);
  const after = entry && ending(text, way.after, entry.flags & EXACT);
  if (!after || overlaps(closed, starts[from], ends[after - 1])) return null;
  return {start: starts[from], end: ends[after - 1], after, entry};
};

// Of entries that fold alike: the one written so, then one that may be linked, then the first of the list.
const meant = (written, entries) => {
  let best = null, rank = -1;
  const exactly = entries.length > 1 || entries[0].flags & EXACT ? plain(written) : '';
  for (let i = 0; i < entries.length; i++) {
    const same = entries[i].plain === exactly;
    const own = (same ? 2 : 0) + (entries[i].flags & NEVER ? 0 : 1);
    if ((same || !(entries[i].flags & EXACT)) && own > rank) {
      best = entries[i];
      rank = own;
    }
  }
  return best;
};

// Where the match ends, with an English plural taken in; 0 where the word goes on.
const ending = (text, after, exact) => {
  if (isEnd(after)) return after;
  const last = codes[after - 1];
  if (classOf(last) !== 1 || !LETTER.test(String.fromCharCode(last)) || ends[after] === ends[after - 1]) return 0;
  return plural(text, after, exact, 's') || plural(text, after, exact, 'es');
};
const plural = (text, after, exact, suffix) => {
  for (let i = 0; i < suffix.length; i++) if (codes[after + i] !== suffix.charCodeAt(i)) return 0;
  const longer = after + suffix.length;
  if (longer > size || !isEnd(longer)) return 0;
  return exact && plain(text.slice(starts[after], ends[longer - 1])) !== suffix ? 0 : longer;
};
