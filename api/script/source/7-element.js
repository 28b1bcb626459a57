// <glossary-term>: a trigger around the host's own words; a link written by the host stays a link.
const entries = new WeakMap();
const timers = new WeakMap();
const sheets = new WeakMap();
const STYLE = '$style$';

// Sheets belong to one document; a mark that moves to another takes one of that document's.
const sheetOf = (owner) => {
  let sheet = sheets.get(owner);
  if (!sheet) {
    sheet = new owner.defaultView.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(owner, sheet);
  }
  return sheet;
};

const conceptOf = (mark) => {
  const entry = entries.get(mark);
  return entry ? entry.list.concepts[entry.concept][0] : attribute(mark, 'concept');
};
const linkOf = (mark) => {
  for (let at = firstOf(mark); at; at = nextOf(at)) if (typeOf(at) === 1 && nameOf(at) === 'a' && at.href) return at;
  return null;
};
const triggerOf = (mark) => linkOf(mark) || mark.shadowRoot.querySelector('[part=term]');

const dress = (mark) => {
  if (!mark.isConnected || !mark.ownerDocument.defaultView) return;
  const root = mark.shadowRoot || mark.attachShadow({__proto__: null, mode: 'open'});
  if (!root.adoptedStyleSheets.length) root.adoptedStyleSheets = [sheetOf(mark.ownerDocument)];
  if (firstOf(root)) return;
  const link = linkOf(mark), slot = element('slot');
  if (link) {
    link.setAttribute('aria-expanded', 'false');
    root.appendChild(slot);
  } else {
    const trigger = element('span', 'term');
    trigger.setAttribute('role', 'button');
    trigger.setAttribute('aria-expanded', 'false');
    trigger.tabIndex = 0;
    trigger.appendChild(slot);
    root.appendChild(trigger);
  }
  each(HEARD, (one) => listen(mark, one, ears));
};

const HEARD = ['pointerenter', 'pointerleave', 'pointerdown', 'click', 'keydown', 'focusin', 'focusout'];
const ears = {
  __proto__: null,
  handleEvent(event) {
    const mark = event.currentTarget;
    quietly(() => heard[event.type](mark, event, isInPopover(mark, event)));
  },
};
const isInPopover = (mark, event) => {
  const popover = mark.shadowRoot.querySelector('[popover]');
  return popover !== null && holds(popover, event.composedPath()[0]);
};
const soon = (mark, what, delay) => {
  forget(timers.get(mark));
  timers.set(mark, later(() => quietly(what), delay));
};
const heard = {
  __proto__: null,
  pointerenter(mark, event) {
    if (event.pointerType !== 'touch') soon(mark, () => openMark(mark, false), OPEN_AFTER);
  },
  pointerleave(mark, event) {
    if (event.pointerType === 'touch') return;
    soon(mark, () => {
      if (shown && shown.mark === mark && !shown.pinned && !isFocused(mark)) closeMark();
    }, CLOSE_AFTER);
  },
  pointerdown(mark, event) {
    touched = event.pointerType === 'touch';
  },
  click(mark, event, inside) {
    if (inside) return;
    const link = linkOf(mark), isOpen = shown && shown.mark === mark;
    if (link && (!touched || isOpen)) return;
    event.preventDefault();
    toggle(mark);
  },
  keydown(mark, event, inside) {
    if (inside || linkOf(mark) || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    // That it was closed is told later than a quick key comes.
    if (shown && !shown.popover.matches(':popover-open')) settle();
    toggle(mark);
  },
  focusin(mark, event, inside) {
    if (!inside && event.composedPath()[0].matches(':focus-visible')) openMark(mark, false);
  },
  focusout(mark, event) {
    const to = event.relatedTarget;
    if (shown && shown.mark === mark && !(to && holds(mark, to))) closeMark();
  },
};
const toggle = (mark) => {
  if (shown && shown.mark === mark && shown.pinned) closeMark();
  else openMark(mark, true);
};
const isFocused = (mark) => {
  const active = mark.getRootNode().activeElement;
  return active !== null && holds(mark, active) && triggerOf(mark).matches(':focus-visible');
};
