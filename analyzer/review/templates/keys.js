"use strict";
(() => {
  let sent = false;
  addEventListener("pageshow", () => { sent = false; });
  // A second press while the next page is on its way would answer the same mail twice.
  addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest("input:not([type=checkbox]), select, textarea")) return;
    const space = event.key === " ";
    if (space && at.closest("a, button, summary, input, label, [tabindex]")) return;
    const key = space ? "space" : event.key.toLowerCase();
    const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
