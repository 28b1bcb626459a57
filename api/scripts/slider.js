"use strict";
(() => {
  for (const slider of document.querySelectorAll(".slider[data-moments]")) {
    const moments = JSON.parse(slider.dataset.moments);
    const range = slider.querySelector("input[type=range]");
    const output = slider.querySelector("output");
    const link = slider.querySelector("a");
    const show = () => {
      const moment = moments[Number(range.value)];
      output.textContent = moment.text;
      range.setAttribute("aria-valuetext", moment.text);
      if (link) link.href = moment.href;
      for (const { id } of moments) {
        const told = id && document.getElementById(id);
        if (told) told.hidden = id !== moment.id;
      }
    };
    range.addEventListener("input", show);
    slider.hidden = false;
    show();
  }
})();
