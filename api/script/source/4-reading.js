// The text of a page as its readers see it: by blocks, each with the text nodes it is made of.
const SILENT = 1, INLINE = 2, CONTEXT = 3, SHUT = 4, HEADING = 5, CONTAINER = 6;
const sorts = new Map();
const count = (sort, names) => each(names.split(' '), (name) => sorts.set(name, sort));
count(SILENT, 'rt rp rtc wbr');
count(INLINE, 'abbr b bdi bdo big cite data em font i ins mark nobr q rb ruby small span strong sub sup time tt u');
count(CONTEXT, 'a code dfn kbd samp var label del s strike');
count(SHUT, 'script style template noscript textarea select datalist svg math iframe object embed video audio canvas img '
  + 'picture map button form fieldset pre h1 head title input meter progress output summary br');
count(HEADING, 'h2 h3 h4 h5 h6');
count(CONTAINER, 'section article main aside');
const sortOf = (found) => sorts.get(nameOf(found)) || (nameOf(found).indexOf('-') > 0 ? SHUT : 0);
const CONTROL = /^(button|link|textbox|searchbox|combobox|listbox|option|menuitem\w*|tab|switch|checkbox|radio|img|math|application|tooltip)$/;

const language = (tag) => tag.trim().split('-')[0].toLowerCase();
const isClosed = (found, list) => {
  if (!hasAny(found)) return false;
  if (has(found, 'data-glossary-skip') || has(found, 'hidden') || has(found, 'data-glossary-auto')) return true;
  if (attribute(found, 'translate') === 'no' || attribute(found, 'aria-hidden') === 'true') return true;
  const editable = attribute(found, 'contenteditable'), role = attribute(found, 'role'), tag = attribute(found, 'lang');
  return (editable !== null && editable !== 'false') || (role !== null && CONTROL.test(role.trim()))
    || (tag !== null && tag !== '' && language(tag) !== language(list.language));
};

const newSection = () => ({taken: new Set()});
const newBlock = (section) => ({section, text: '', pieces: [], open: false});

// All blocks below a root, read in slices; null where the page moved on meanwhile.
const blocksOf = async (root, list) => {
  const reader = {list, blocks: [], block: null, section: newSection(), outer: [], shut: null};
  reader.block = newBlock(reader.section);
  let at = firstOf(root), passed = 0;
  while (at) {
    if (++passed % 64 === 0 && tired()) {
      await rest();
      if (!holds(root, at)) return null;
    }
    at = (enter(reader, at) && firstOf(at)) || onward(reader, at, root);
  }
  flush(reader);
  return reader.blocks;
};
const onward = (reader, from, root) => {
  let at = from;
  if (typeOf(at) === 1 && !firstOf(at)) leave(reader, at);
  while (at && !nextOf(at)) {
    at = parentOf(at);
    if (!at || at === root) return null;
    leave(reader, at);
  }
  return at && nextOf(at);
};

// Whether to go into a node.
const enter = (reader, found) => {
  const type = typeOf(found);
  if (type === 3) take(reader, found, found.data, !reader.shut);
  if (type !== 1) return false;
  if (nameOf(found) === NAME) return pass(reader, found);
  const sort = sortOf(found), inline = sort === INLINE || sort === CONTEXT;
  if (sort === SILENT) return false;
  if (!inline) flush(reader);
  if (sort === SHUT) return false;
  const closed = isClosed(found, reader.list);
  if (closed && !inline) return false;
  if (closed || sort === CONTEXT) reader.shut ||= found;
  if (sort === CONTAINER) add(reader.outer, reader.section);
  if (sort >= HEADING) reader.block.section = reader.section = newSection();
  return true;
};
const leave = (reader, found) => {
  const sort = sortOf(found), outer = reader.outer;
  if (reader.shut === found) reader.shut = null;
  if (!sort || sort >= HEADING) flush(reader);
  if (sort !== CONTAINER || !outer.length || isClosed(found, reader.list)) return;
  reader.block.section = reader.section = outer[outer.length - 1];
  outer.length--;
};
const flush = (reader) => {
  if (reader.block.open) add(reader.blocks, reader.block);
  reader.block = newBlock(reader.section);
};
const take = (reader, found, text, open) => {
  const block = reader.block;
  add(block.pieces, {node: found, at: block.text.length, text, open});
  block.text += text;
  block.open = block.open || (open && text.trim() !== '');
};

// A mark that is there already: its words count as context, and its concept as marked in this section.
const pass = (reader, mark) => {
  const concept = conceptOf(mark);
  if (concept) reader.section.taken.add(concept);
  take(reader, mark, textOf(mark), false);
  return false;
};
