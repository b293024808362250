// Wagtail counts all words of a page’s main part: people, facts, related news and labels too. What is counted here is what
// the page itself says, where its template marks that by the classes of its parts.
const WRITTEN = "main h1, main .lead, main .prose, main figcaption, main .results dd";

document.addEventListener("w-preview:content", ({ target, detail }) => {
  const preview = target.querySelector("#w-preview-iframe")?.contentDocument;
  const controller = window.wagtail?.app?.getControllerForElementAndIdentifier(target, "w-preview");
  const parts = [...(preview?.querySelectorAll(WRITTEN) ?? [])];
  // A figure of the text is within the text.
  const outermost = parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));
  if (controller && outermost.length) {
    const innerText = outermost.map((part) => part.innerText).join("\n");
    // Wagtail shows them when this is done.
    Object.assign(detail.metrics, controller.extractMetrics({ ...detail.content, innerText }));
  }
});
