"use strict";
(() => {
  const WAIT = 80;
  const build = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const attach = (form) => {
    const input = form.querySelector("input[type=search]");
    const list = build("ul", { class: "found", role: "listbox", id: `${input.id}-found`, "aria-label": input.labels[0].firstChild.textContent });
    let chosen = -1, waiting = 0, asked = 0;
    list.hidden = true;
    input.after(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const close = () => {
      asked += 1;
      clearTimeout(waiting);
      chosen = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (place) => {
      const options = list.children;
      chosen = (place + options.length) % options.length;
      for (const [at, option] of [...options].entries()) option.setAttribute("aria-selected", String(at === chosen));
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    };
    // Where a form has nowhere to lead to, it is filled in and sent.
    const take = ({ dataset }) => {
      if (form.dataset.to) return location.assign(`${form.dataset.to}${dataset.glossary}/${dataset.concept}`);
      if (!form.elements.concept) form.append(build("input", { type: "hidden", name: "concept" }));
      form.elements.concept.value = dataset.concept;
      input.value = dataset.term;
      form.requestSubmit();
    };
    const show = (suggestions) => {
      const seen = new Set();
      const rows = suggestions.filter(({ concept, term }) => {
        const same = `${concept.id} ${term.text}`;
        return !seen.has(same) && seen.add(same);
      });
      list.replaceChildren(...rows.map(({ concept, term }, at) => {
        const others = Object.entries(concept.terms).filter(([tag]) => tag !== term.language);
        const beside = others.map(([tag, terms]) => build("small", { lang: tag }, terms[0].text));
        const option = build("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, build("span", { lang: term.language }, term.text), ...beside);
        Object.assign(option.dataset, { glossary: concept.glossary, concept: concept.id, term: term.text });
        return option;
      }));
      chosen = -1;
      list.hidden = rows.length === 0;
      input.setAttribute("aria-expanded", String(rows.length > 0));
      input.removeAttribute("aria-activedescendant");
      document.getElementById("said").textContent = rows.length ? form.dataset.count.replace("{count}", rows.length) : "";
    };
    const ask = async () => {
      const text = input.value.trim(), mine = ++asked;
      if (!text) return close();
      try {
        const answer = await fetch(form.dataset.suggest + encodeURIComponent(text));
        const { suggestions = [] } = answer.ok ? await answer.json() : {};
        if (mine === asked) show(suggestions);
      } catch { close(); }
    };
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(ask, WAIT); };

    input.addEventListener("input", soon);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  };

  document.querySelectorAll("form[data-suggest]").forEach(attach);
})();
