"use strict";
(() => {
  const WAIT = 700;

  const follow = (form) => {
    const shown = document.getElementById("preview");
    let waiting = 0, asked = null;
    const ask = () => {
      asked?.abort();
      asked = new XMLHttpRequest();
      asked.open("POST", form.dataset.preview);
      asked.responseType = "document";
      asked.setRequestHeader("Accept", "text/html");
      asked.addEventListener("load", ({ target: { response } }) => {
        const found = response?.getElementById("preview");
        if (!found) return;
        shown.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
        shown.hidden = false;
        document.getElementById("said").textContent = form.dataset.said;
      });
      asked.send(new URLSearchParams(new FormData(form)));
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT);
    });
  };

  const open = (form) => {
    const secret = location.hash.match(/^#(typ_[\w-]+)$/)?.[1];
    if (!secret) return;
    history.replaceState(null, "", location.pathname);
    form.elements.code.value = secret;
    form.submit();
  };

  document.querySelectorAll("form[data-preview]").forEach(follow);
  const openAll = () => document.querySelectorAll("form[data-secret]").forEach(open);
  addEventListener("hashchange", openAll);
  openAll();
  document.getElementById("result")?.focus();
})();
