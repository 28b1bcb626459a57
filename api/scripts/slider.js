"use strict";
(() => {
  for (const slider of document.querySelectorAll(".slider[data-moments]")) {
    const moments = JSON.parse(slider.dataset.moments);
    const range = slider.querySelector("input[type=range]");
    const output = slider.querySelector("output");
    const link = slider.querySelector("a");
    const told = slider.querySelector(".told");
    let chosen = null;
    const show = () => {
      const moment = moments[Number(range.value)];
      output.textContent = moment.text;
      range.setAttribute("aria-valuetext", moment.text);
      link.href = moment.href;
      chosen?.classList.remove("chosen");
      chosen = document.getElementById(moment.id);
      chosen?.classList.add("chosen");
      const wording = chosen?.querySelector(".wording");
      if (told && wording) told.replaceChildren(wording.cloneNode(true));
    };
    range.addEventListener("input", show);
    slider.hidden = false;
    show();
  }
})();
