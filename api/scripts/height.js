/* Tells the page around an iframe how high this document is: {type: "glossary:height", v: 1, height: 213}. */
(() => {
  "use strict";
  const MOST = 50; // a host whose styles make the document grow with its frame must not go round for ever
  const root = document.documentElement;
  let told = 0;
  let times = 0;
  let flickers = 0;
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told || times >= MOST) return;
    flickers = Math.abs(height - told) <= 1 ? flickers + 1 : 0;
    if (flickers > 3) return;
    told = height;
    times += 1;
    window.parent.postMessage({ type: "glossary:height", v: 1, height }, "*");
  };
  if (window.parent !== window) new ResizeObserver(tell).observe(root);
})();
