// The popover: one at a time, in the top layer, inside the mark's own shadow root; only text nodes, no markup.
const OPEN_AFTER = 120, CLOSE_AFTER = 300, GAP = 4, EDGE = 8;
const GLOBAL = globalThis;
let shown = null;
let touched = false;

const filled = (popover, list, row) => {
  const say = list.labels;
  const put = (name, part, text) => {
    if (text) popover.appendChild(element(name, part, text));
  };
  popover.replaceChildren();
  put('strong', 'name', row[1]);
  put('p', 'definition', row.length < 3 ? '…' : row[2] || say.undefined);
  put('p', 'source', row[3]);
  put('p', 'status', row[4]);
  put('p', 'attribution', list.attribution);
  const link = element('a', 'link', say.link);
  link.href = list.address(row[0]);
  link.target = '_blank';
  link.rel = 'glossary noopener noreferrer';
  popover.appendChild(link);
};

const popoverOf = (mark, entry) => {
  const root = mark.shadowRoot;
  let popover = root.querySelector('[popover]');
  if (popover) return popover;
  const list = entry.list, row = list.concepts[entry.concept];
  popover = element('div', 'popover');
  popover.popover = 'hint';
  popover.id = 'popover';
  popover.setAttribute('role', 'group');
  popover.setAttribute('aria-label', row[1]);
  popover.lang = list.language;
  const theme = setting(mark.closest('[data-glossary-theme]'), 'theme');
  if (theme) popover.style.setProperty('color-scheme', theme);
  filled(popover, list, row);
  root.appendChild(popover);
  const trigger = triggerOf(mark);
  if (parentOf(trigger) === root) trigger.setAttribute('aria-controls', 'popover');
  listen(popover, 'toggle', (event) => {
    if (event.newState === 'closed' && shown && shown.mark === mark) settle();
  });
  if (row.length < 3) complete(popover, list, entry.concept);
  return popover;
};
const complete = async (popover, list, concept) => {
  try {
    const row = (await fetched(list.rest(list.concepts[concept][0]))).concept;
    list.concepts[concept] = row;
    filled(popover, list, row);
    if (shown && shown.popover === popover) place();
  } catch {
    // the name and the link stay
  }
};

const openMark = (mark, pinned) => {
  const entry = entries.get(mark);
  if (!entry || !mark.isConnected) return;
  if (shown && shown.mark === mark) {
    shown.pinned = shown.pinned || pinned;
    return;
  }
  closeMark();
  const trigger = triggerOf(mark), popover = popoverOf(mark, entry);
  popover.showPopover({__proto__: null, source: trigger});
  shown = {mark, trigger, popover, pinned};
  trigger.setAttribute('aria-expanded', 'true');
  place();
  watchPage(listen);
};
const closeMark = () => {
  if (!shown) return;
  const popover = shown.popover;
  settle();
  if (popover.isConnected) popover.hidePopover();
};
const settle = () => {
  shown.trigger.setAttribute('aria-expanded', 'false');
  shown = null;
  watchPage(unlisten);
};

// While a popover is open, and only then, the page is listened to.
const watchPage = (how) => {
  how(GLOBAL, 'scroll', place, true);
  how(GLOBAL, 'resize', place);
  how(GLOBAL, 'keydown', onEscape, true);
  how(GLOBAL, 'pointerdown', onPressElsewhere, true);
};
// A hint closes by itself; where a browser knows no hints, the popover is `manual` and we close it.
const isHint = () => shown.popover.popover === 'hint';
const onEscape = (event) => {
  if (event.key !== 'Escape' || !shown || isHint()) return;
  event.preventDefault();
  event.stopPropagation();
  closeMark();
};
const onPressElsewhere = (event) => {
  if (shown && !isHint() && event.target !== shown.mark && !holds(shown.mark, event.target)) closeMark();
};

// Below the first line of the term (in vertical text beside it), on the other side where there is no room, never beyond
// the edges. A page that is zoomed by its style has our lengths zoomed too.
const ratio = (a, b) => a / b || 1;
const place = () => {
  if (!shown) return;
  const at = shown.trigger.getClientRects()[0], page = rootOf(doc), style = shown.popover.style;
  const width = page.clientWidth, height = GLOBAL.innerHeight;
  if (!at || at.bottom < 0 || at.top > height) return closeMark();
  const own = shown.popover.getBoundingClientRect(), zoom = ratio(shown.popover.offsetWidth, own.width);
  const put = (name, start, end, size, room, beside) => {
    const before = start - GAP - size, after = end + GAP;
    const fits = after + size <= room - EDGE || before < EDGE;
    const wanted = beside && !fits ? before : Math.min(beside ? after : start, room - size - EDGE);
    style.setProperty(name, Math.max(EDGE, wanted) * zoom + 'px');
  };
  const isVertical = looks(shown.trigger).writingMode[0] !== 'h';
  put('left', at.left, at.right, own.width, width, isVertical);
  put('top', at.top, at.bottom, own.height, height, !isVertical);
};
