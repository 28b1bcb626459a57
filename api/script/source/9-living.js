// What opens a part of a page to readers, or makes it editable.
const SHUTTING = ['hidden', 'aria-hidden', 'contenteditable'];

// A root that is annotated: read in rounds, watched, and given back as it was.
const annotate = async (root) => {
  const found = typeOf(root) === 1 ? root : null;
  if (!root || roots.has(root) || found && found.isContentEditable || designOf(doc) === 'on') return;
  const state = {root, list: null, first: setting(found, 'first'), observer: null, timer: 0, busy: false, cost: 0};
  roots.set(root, state);
  left.delete(root);
  state.list = await listFor(found);
  if (!state.list || !roots.has(root)) return;
  state.observer = new Watcher((records) => quietly(() => hear(state, records)));
  state.observer.observe(root, {__proto__: null, childList: true, characterData: true, subtree: true, attributeFilter: SHUTTING});
  await round(state);
};
const destroy = (root) => {
  const state = roots.get(root);
  if (!state) return;
  stop(state);
  roots.delete(root);
  left.add(root);
  giveBack(root);
};
const giveBack = (root) => {
  const hosts = [];
  for (let at = firstOf(root); at; at = firstOf(at) || onwards(at, root)) if (marked.has(at)) add(hosts, at);
  for (let i = hosts.length - 1; i >= 0; i--) restore(hosts[i]);
};
const onwards = (from, root) => {
  let at = from;
  while (at && at !== root && !nextOf(at)) at = parentOf(at);
  return at && at !== root ? nextOf(at) : null;
};

const round = async (state) => {
  const before = spent.total;
  state.busy = true;
  wake();
  passes++;
  try {
    giveUp(state);
    const blocks = await blocksOf(state.root, state.list);
    if (blocks) await annotateBlocks(state, blocks);
    else schedule(state);
  } finally {
    slept();
    state.busy = false;
    state.cost = spent.total - before;
    madeAt = clock.now();
    spent.rounds++;
  }
};
const annotateBlocks = async (state, blocks) => {
  for (let i = 0; i < blocks.length && state.observer; i++) {
    const block = blocks[i], list = state.list;
    if (isNew(block)) {
      const matches = block.text.length > SOME ? await findAll(block.text, list.known) : find(block.text, list.known);
      if (state.observer && isStill(block)) markBlock(block, matches, list, state.first);
      if (state.observer) state.observer.takeRecords();
    }
    if (tired()) await rest();
  }
};
const schedule = (state) => {
  if (state.timer || !state.observer) return;
  state.timer = later(() => {
    state.timer = 0;
    if (state.busy) schedule(state);
    else quietly(() => round(state));
  }, Math.max(QUIET, 5 * state.cost));
};
const stop = (state) => {
  if (state.observer) state.observer.disconnect();
  state.observer = null;
};

// A page whose parts vanish as soon as they hold our marks does not want them.
const giveUp = (state) => {
  let gone = 0;
  each(made, (one) => { gone += one.isConnected ? 0 : 1; });
  undone = gone * 2 > made.length && clock.now() - madeAt < 1000 ? undone + 1 : 0;
  made.length = 0;
  if (undone > 2 * PATIENCE) stop(state);
};

const TRANSLATED = /\btranslated-/;
const isTranslated = () => TRANSLATED.test(attribute(rootOf(doc), 'class') || '');

// What the host did since: its nodes get their text back before they are looked at again.
const hear = (state, records) => {
  if (!state.observer) return;
  if (isTranslated()) return stop(state);
  for (let i = 0; i < records.length; i++) {
    const target = records[i].target, type = records[i].type;
    if (type === 'characterData') rewritten(target);
    else if (type === 'attributes' && target.isContentEditable) giveBack(target);
    else for (let j = 0; j < records[i].removedNodes.length; j++) removed(records[i].removedNodes[j]);
  }
  state.observer.takeRecords();
  schedule(state);
};
const rewritten = (host) => {
  const kept = marked.get(host);
  if (!kept) return;
  const isSplit = kept.head.indexOf(host.data) === 0 && nextOf(host) !== kept.pieces[0];
  if (isSplit) marked.delete(host);
  else if (host.data !== kept.head) restore(host);
};
const removed = (host) => {
  const kept = marked.get(host);
  if (!kept || nextOf(host) === kept.pieces[0]) return;
  const before = beforeOf(kept.pieces[0]);
  const isMerged = kept.head && before && typeOf(before) === 3 && before !== host && before.data.endsWith(kept.head);
  if (isMerged) marked.delete(host);
  else restore(host);
};


class GlossaryTerm extends HTMLElement {
  static 'version' = VERSION;
  static 'annotate' = annotate;
  static 'destroy' = destroy;
  static 'matcher' = matcher;
  static get 'spent'() { return {...spent}; }

  connectedCallback() {
    quietly(() => (entries.has(this) ? dress(this) : adopt(this)));
  }

  disconnectedCallback() {
    forget(timers.get(this));
    if (shown && shown.mark === this) quietly(closeMark);
  }
}

// Frameworks that change pages without loading them bring new roots.
const look = () => {
  begin();
  new Watcher(() => {
    if (!looking) looking = later(() => { looking = 0; quietly(begin); }, QUIET);
  }).observe(rootOf(doc), {__proto__: null, childList: true, subtree: true});
};
let looking = 0;
const begin = () => {
  if (isTranslated() || undone > 2 * PATIENCE) return;
  const found = query(doc, '[data-glossary-auto]');
  for (let i = 0; i < found.length; i++) {
    const root = found[i] === script ? bodyOf(doc) : found[i];
    if (!left.has(root)) quietly(() => annotate(root));
  }
};
registry.define(NAME, GlossaryTerm);
if (registry.get(NAME) !== GlossaryTerm) return;
const start = () => quietly(look);
if (stateOf(doc) === 'complete') start();
else listen(GLOBAL, 'load', () => later(start), {__proto__: null, once: true});
