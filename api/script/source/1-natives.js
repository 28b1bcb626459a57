// What the host page may have replaced, shadowed or polluted is taken from the prototypes, once, at the start.
const VERSION = '1.0.0';
const NAME = 'glossary-term';
const registry = customElements;
if (registry.get(NAME) || !HTMLElement.prototype.showPopover) return;

const apply = Reflect.apply;
const read = (owner, name) => {
  const get = Object.getOwnPropertyDescriptor(owner, name).get;
  return (object) => apply(get, object, []);
};
const call = (owner, name) => {
  const method = owner[name];
  return (object, a, b, c) => apply(method, object, [a, b, c]);
};
const doc = document;
const page = Document.prototype;
const node = Node.prototype;
const typeOf = read(node, 'nodeType');
const firstOf = read(node, 'firstChild');
const nextOf = read(node, 'nextSibling');
const beforeOf = read(node, 'previousSibling');
const parentOf = read(node, 'parentNode');
const textOf = read(node, 'textContent');
const holds = call(node, 'contains');
const insert = call(node, 'insertBefore');
const remove = call(node, 'removeChild');
const nameOf = read(Element.prototype, 'localName');
const attribute = call(Element.prototype, 'getAttribute');
const has = call(Element.prototype, 'hasAttribute');
const hasAny = call(Element.prototype, 'hasAttributes');
const listen = call(EventTarget.prototype, 'addEventListener');
const unlisten = call(EventTarget.prototype, 'removeEventListener');
const query = call(page, 'querySelectorAll');
const rootOf = read(page, 'documentElement');
const stateOf = read(page, 'readyState');
const bodyOf = read(page, 'body');
const designOf = read(page, 'designMode');
const create = call(page, 'createElement');
const web = fetch;
const Watcher = MutationObserver;
const later = setTimeout;
const forget = clearTimeout;
const clock = performance;
const looks = getComputedStyle;
const each = (list, what) => { for (let i = 0; i < list.length; i++) what(list[i], i); };
const add = (list, one) => { list[list.length] = one; };
const element = (name, part, text) => {
  const made = create(doc, name);
  if (part) made.setAttribute('part', part);
  if (text) made.textContent = text;
  return made;
};

// Long work is done in slices of a few milliseconds, between which the page can do its own.
const SLICE = 5;
const spent = {total: 0, longest: 0, last: 0, rounds: 0};
let wokenAt = 0;
const tired = () => clock.now() - wokenAt > SLICE;
const wake = () => { wokenAt = clock.now(); };
const slept = () => {
  spent.last = clock.now() - wokenAt;
  spent.total += spent.last;
  spent.longest = Math.max(spent.longest, spent.last);
};
const rest = () => {
  slept();
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      wake();
      resolve();
    };
    channel.port2.postMessage(0);
  });
};
