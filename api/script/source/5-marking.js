// Marks beside the host's text nodes, which stay where they are and get their text back when the host touches them.
const PATIENCE = 5;
const marked = new WeakMap();
const seen = new WeakMap();
const fights = new WeakMap();
const made = [];

const isStill = (block) => {
  for (let i = 0; i < block.pieces.length; i++) {
    const piece = block.pieces[i];
    if (typeOf(piece.node) === 3 && piece.node.data !== piece.text) return false;
    if (!piece.node.isConnected) return false;
  }
  return true;
};
const isNew = (block) => {
  for (let i = 0; i < block.pieces.length; i++) {
    if (block.pieces[i].open && seen.get(block.pieces[i].node) !== block.text) return true;
  }
  return false;
};

const markBlock = (block, matches, list, first) => {
  const wanted = [];
  for (let i = 0; i < matches.length; i++) {
    const piece = pieceOf(block, matches[i]);
    if (piece && isWanted(matches[i].entry, block.section.taken, list, first, piece.node)) {
      add(wanted, {piece, match: matches[i]});
    }
  }
  each(block.pieces, (one) => seen.set(one.node, block.text));
  for (let i = wanted.length - 1; i >= 0; i--) markIn(wanted[i].piece, wanted[i].match, block.text, list);
};
const pieceOf = (block, match) => {
  for (let i = 0; i < block.pieces.length; i++) {
    const piece = block.pieces[i];
    if (match.start >= piece.at && match.end <= piece.at + piece.text.length) return piece.open ? piece : null;
  }
  return null;
};
const isWanted = (entry, taken, list, first, host) => {
  if (entry.flags & NEVER) return false;
  const concept = list.concepts[entry.concept][0];
  const once = entry.flags & FIRST || first === 'page';
  const there = list.taken.get(concept);
  if (once ? there && there.isConnected !== false : first !== 'all' && taken.has(concept)) return false;
  if (host && isLaidOut(host)) return false;
  taken.add(concept);
  list.taken.set(concept, true);
  return true;
};

// Directly in a flex or grid box each piece of a text would become a box of its own, with gaps between and no blanks.
const BOXES = /flex|grid/;
const isLaidOut = (host) => {
  const parent = parentOf(host);
  return !!parent && BOXES.test(looks(typeOf(parent) === 1 ? parent : parent.host).display);
};

const markIn = (piece, match, text, list) => {
  const host = piece.node, parent = parentOf(host);
  if (!parent || isFight(parent)) return;
  const found = host.splitText(match.start - piece.at);
  const after = found.splitText(match.end - match.start);
  const mark = create(doc, NAME);
  entries.set(mark, {list, concept: match.entry.concept});
  list.taken.set(list.concepts[match.entry.concept][0], mark);
  insert(parent, mark, found);
  mark.appendChild(found);
  add(made, mark);
  seen.set(after, text);
  const before = marked.get(host);
  const pieces = [mark, after];
  for (let i = 0; before && i < before.pieces.length; i++) pieces[i + 2] = before.pieces[i];
  marked.set(host, {head: host.data, pieces});
};

// A page that undoes what we do is left alone after a few times.
const isFight = (parent) => {
  const now = clock.now(), before = fights.get(parent);
  if (!before || now - before.since > 1000 && before.times <= PATIENCE) {
    fights.set(parent, {since: now, times: 1, pass: passes});
    return false;
  }
  if (before.pass !== passes) {
    before.pass = passes;
    before.times++;
  }
  return before.times > PATIENCE;
};

// The host's node gets its text back, and what we put beside it goes.
const restore = (host) => {
  const kept = marked.get(host);
  if (!kept) return;
  marked.delete(host);
  seen.delete(host);
  let rest = '';
  for (let i = 0; i < kept.pieces.length; i++) {
    const piece = kept.pieces[i];
    restore(piece);
    rest += textOf(piece);
    const parent = parentOf(piece);
    if (parent) remove(parent, piece);
  }
  if (host.data === kept.head) host.data += rest;
};
