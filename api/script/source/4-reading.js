// The text of a page as its readers see it: by blocks, each with the text nodes it is made of.
const names = (words) => {
  const known = new Set(), list = words.split(' ');
  each(list, (one) => known.add(one));
  return known;
};
const SILENT = names('rt rp rtc wbr');
const INLINE = names('abbr acronym b bdi bdo big cite data em font i ins mark nobr q rb ruby small span strong sub sup time tt u');
const CONTEXT = names('a code dfn kbd samp var label del s strike');
const SHUT = names('script style template noscript textarea select datalist svg math iframe object embed video audio canvas img '
  + 'picture map button form fieldset pre listing plaintext xmp h1 head title input meter progress output summary br');
const HEADING = names('h2 h3 h4 h5 h6');
const CONTAINER = names('section article main aside');
const CONTROL = /^(button|link|textbox|searchbox|combobox|listbox|option|menu|menubar|menuitem\w*|tab|switch|checkbox|radio|slider|spinbutton|img|math|application|tooltip)$/;

const language = (tag) => tag.trim().split('-')[0].toLowerCase();
const isClosed = (found, list) => {
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
  let at = firstOf(root), count = 0;
  while (at) {
    if (++count % 64 === 0 && tired()) {
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
  const name = nameOf(found);
  if (SILENT.has(name)) return false;
  if (name === NAME) return pass(reader, found);
  const inline = INLINE.has(name) || CONTEXT.has(name);
  if (!inline) flush(reader);
  if (SHUT.has(name) || name.indexOf('-') > 0) return false;
  if (isClosed(found, reader.list)) {
    if (!inline) return false;
    reader.shut = reader.shut || found;
  }
  if (CONTEXT.has(name)) reader.shut = reader.shut || found;
  open(reader, name);
  return true;
};
const open = (reader, name) => {
  if (CONTAINER.has(name)) {
    add(reader.outer, reader.section);
    reader.section = newSection();
  }
  if (HEADING.has(name)) reader.section = newSection();
  reader.block.section = reader.section;
};
const leave = (reader, found) => {
  const name = nameOf(found);
  if (reader.shut === found) reader.shut = null;
  if (SHUT.has(name) || name.indexOf('-') > 0) return;
  if (!INLINE.has(name) && !CONTEXT.has(name) && !SILENT.has(name)) flush(reader);
  if (CONTAINER.has(name) && reader.outer.length && !isClosed(found, reader.list)) {
    reader.section = reader.outer[reader.outer.length - 1];
    reader.outer.length--;
  }
  reader.block.section = reader.section;
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
