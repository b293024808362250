/* The page of results. Everything on it works without this file. */

/* The fold of the filters: where CSS cannot show a closed one on a wide screen, it is opened there. */
const fold = document.querySelector(".facets__fold");
if (fold && !CSS.supports("selector(::details-content)")) fold.open = matchMedia("(min-width: 60rem)").matches;
