"use strict";
(() => {
  const form = document.getElementById("embed-form");
  const frame = document.getElementById("embed-frame");
  const code = document.getElementById("embed-iframe");
  const usual = { language: "both", theme: "auto", size: "standard" };

  const address = (chosen) => {
    const made = new URL(frame.dataset.address);
    const look = { language: chosen.get("show"), theme: chosen.get("theme"), size: chosen.get("size") };
    for (const [name, value] of Object.entries(look)) if (value !== usual[name]) made.searchParams.set(name, value);
    if (chosen.get("wording") !== "latest") made.searchParams.set("revision", frame.dataset.revision);
    if (chosen.get("wording") === "notify") made.searchParams.set("mode", "notify");
    return made.href;
  };

  const show = async () => {
    const chosen = new FormData(form);
    const src = address(chosen);
    const answer = await fetch(`${frame.dataset.oembed}?url=${encodeURIComponent(src)}`);
    if (!answer.ok) return;
    const told = await answer.json();
    const html = chosen.get("named") === "yes" ? told.html : told.html.replace("strict-origin", "no-referrer");
    frame.src = src;
    frame.height = told.height;
    code.textContent = html;
    code.closest("section").querySelector("[data-copy]").dataset.copy = html;
  };

  form.addEventListener("change", (event) => {
    if (event.target.name !== "term") show();
  });
  addEventListener("message", ({ data, source }) => {
    if (source !== frame.contentWindow || !data || data.type !== "glossary:height" || data.v !== 1) return;
    if (Number.isInteger(data.height)) frame.height = Math.min(Math.max(data.height, 40), 2000);
  });
})();
