// Settings, the one list of each glossary and language, and when the page is read.
const MOST_CHARACTERS = 8e6;
const QUIET = 50;
const current = read(page, 'currentScript')(doc);
const script = current && current.src ? current : query(doc, 'script[data-glossary]')[0];
if (!script) return;
const origin = new URL(script.src).origin;
const lists = new Map();
const roots = new WeakMap();
const left = new WeakSet();
let passes = 0, undone = 0, madeAt = 0;


const debug = (error) => console.debug(NAME, error);
const quietly = (what) => {
  try {
    const done = what();
    if (done instanceof Promise) done.catch(debug);
  } catch (error) {
    debug(error);
  }
};
const setting = (root, name) => (root && attribute(root, 'data-glossary-' + name)) || attribute(script, 'data-glossary-' + name) || '';

const fetched = async (address) => {
  const answer = await web(address, {__proto__: null, credentials: 'omit', referrerPolicy: 'no-referrer'});
  const text = await answer.text();
  if (!answer.ok || text.length > MOST_CHARACTERS) throw new Error(address);
  return JSON.parse(text);
};
const tagOf = (found) => found && (attribute(found, 'lang') || attribute(found, 'xml:lang')) || '';
const askedFor = (root) => {
  const asked = new URLSearchParams();
  const put = (name, value) => { if (value) asked.append(name, value); };
  put('language', setting(root, 'language') || language(tagOf(root && root.closest('[lang]')) || tagOf(rootOf(doc))));
  put('subjects', setting(root, 'subjects'));
  put('edition', setting(root, 'edition'));
  return String(asked);
};
const listFor = (root) => {
  const asked = askedFor(root);
  if (!lists.has(asked)) lists.set(asked, listed(asked).catch(debug));
  return lists.get(asked);
};
const listed = async (asked) => {
  const block = query(doc, 'script[data-glossary-forms]')[0];
  const glossary = encodeURIComponent(attribute(script, 'data-glossary'));
  const forms = origin + '/api/v1/glossaries/' + glossary + '/forms';
  const told = block ? JSON.parse(textOf(block)) : await fetched(forms + '?' + asked);
  wake();
  const known = await grown(told.forms, told.concepts);
  const places = new Map();
  each(told.concepts, (one, i) => places.set(one[0], i));
  return {
    known, places, concepts: told.concepts, taken: new Map(), language: told.language,
    labels: told.labels, attribution: told.attribution,
    address: (concept) => origin + '/id/' + encodeURIComponent(told.glossary) + '/' + encodeURIComponent(concept)
      + '?language=' + told.language,
    rest: (concept) => forms + '/' + encodeURIComponent(concept) + '?' + asked,
  };
};
const matcher = async (told, first) => {
  wake();
  const list = {concepts: told.concepts, taken: null, known: await grown(told.forms, told.concepts)};
  return (text) => {
    const matches = find(text, list.known), taken = new Set(), marks = [];
    list.taken = new Map();
    for (let i = 0; i < matches.length; i++) {
      const match = matches[i];
      if (isWanted(match.entry, taken, list, first || 'all')) {
        add(marks, [match.start, match.end, list.concepts[match.entry.concept][0]]);
      }
    }
    return marks;
  };
};

// A mark written by the host: by the concept it names, or by its own words.
const parsed = new Promise((resolve) => {
  if (stateOf(doc) === 'loading') listen(doc, 'DOMContentLoaded', resolve);
  else resolve();
});
const adopt = async (mark) => {
  await parsed;
  const list = await listFor(mark.closest('[data-glossary-auto]'));
  if (!list || entries.has(mark)) return;
  const named = attribute(mark, 'concept'), match = named ? null : find(textOf(mark), list.known)[0];
  const concept = named ? list.places.get(named) : match && match.entry.concept;
  if (typeof concept !== 'number') return;
  entries.set(mark, {list, concept});
  dress(mark);
};
