/* Remembers the language that the reader chose, so that addresses without a language answer in it. */
const nav = document.querySelector("[data-cookie]");

nav?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-language]");
  if (!link) return;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${nav.dataset.cookie}=${link.dataset.language}; path=/; max-age=31536000; samesite=lax${secure}`;
});
