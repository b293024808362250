/* The page of results. Everything on it works without this file. */

/* Tells which place of the list the reader opened first, without waiting for an answer and without saying who. */
const list = document.querySelector("[data-clicks]");

function tell(event) {
  const card = event.target.closest("a") && event.target.closest("[data-position]");
  if (!card || (event.type === "auxclick" && event.button !== 1)) return;
  const { clicks, query, language } = list.dataset;
  navigator.sendBeacon(clicks, new URLSearchParams({ q: query, language, position: card.dataset.position }));
  list.removeEventListener("click", tell);
  list.removeEventListener("auxclick", tell);
}

if (list?.dataset.query) {
  list.addEventListener("click", tell);
  list.addEventListener("auxclick", tell);
}

/* The fold of the filters: where CSS cannot show a closed one on a wide screen, it is opened there. */
const fold = document.querySelector(".facets__fold");
if (fold && !CSS.supports("selector(::details-content)")) fold.open = matchMedia("(min-width: 60rem)").matches;
