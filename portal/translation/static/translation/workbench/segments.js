/* The segments of wagtail-localize's translation editor, by its own page alone: its props, its list, its buttons.

   Its React components own their elements, so nothing is put among them: what we say of a segment stands in data
   attributes, which it leaves as they are, and what a translator would do with a button is done with that button. */

const LISTS = ".tab-content section > ul > li > ul";

/* Segments in the order in which the editor shows them: by tab, and there by field and block. */
function shown(props) {
  const ordered = [];
  const tabs = props.tabs.map((tab) => tab.slug);
  const withSegments = tabs.filter((slug) => props.segments.some((segment) => segment.location.tab === slug));
  const groups = withSegments.length > 1 ? withSegments : [null];
  for (const tab of groups) {
    const fields = new Map();
    for (const segment of props.segments) {
      if (tab !== null && segment.location.tab !== tab) continue;
      const key = `${segment.location.field}/${segment.location.blockId || "null"}`;
      fields.set(key, [...(fields.get(key) ?? []), segment]);
    }
    ordered.push(...[...fields.values()].flat());
  }
  return ordered;
}

/* Sets a field as typing does: React listens to the event and asks the field itself for its value. */
function type(field, value) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  set.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

export class Segment {
  constructor(element, props) {
    this.element = element;
    this.id = props.id;
    this.source = props.source;
  }

  get field() {
    return this.element.querySelector("textarea");
  }

  /* What was typed and could not be stored is none, though the editor shows it. */
  get isTranslated() {
    return this.element.classList.contains("complete");
  }

  get #buttons() {
    return [...this.element.querySelectorAll("button")];
  }

  get isVisible() {
    return this.element.getClientRects().length > 0;
  }

  /* Opens the segment for editing and gives its field; null where the page is locked. */
  async edit() {
    if (!this.isVisible) this.#showTab();
    if (!this.field) this.#buttons.at(-1)?.click();
    for (let attempt = 0; attempt < 30 && !this.field; attempt += 1) await nextFrame();
    this.field?.focus();
    this.field?.scrollIntoView({ block: "center" });
    return this.field;
  }

  async insert(value) {
    const field = await this.edit();
    if (field) type(field, value);
  }

  save() {
    if (this.field) this.#buttons.at(-1).click();
  }

  isCancelledBy(element) {
    return this.field !== null && element.closest("button") === this.#buttons.at(0);
  }

  cancel() {
    if (!this.field) return;
    this.#buttons.at(0).click();
    requestAnimationFrame(() => this.#buttons.at(-1)?.focus());
  }

  #showTab() {
    const tab = this.element.closest(".tab-content section[hidden]");
    document.getElementById(tab?.id.replace(/^tab-/, "tab-label-") ?? "")?.click();
  }
}

/* Segments of text; those whose element does not show their source are left out, because we have misread the page. */
export function findSegments(editor, props) {
  const elements = [...editor.querySelectorAll(LISTS)].flatMap((list) => [...list.children]);
  return shown(props)
    .map((segment, place) => ({ segment, element: elements[place] }))
    .filter(({ segment, element }) => segment.type === "string" && element?.querySelector("p")?.textContent === segment.source)
    .map(({ segment, element }) => new Segment(element, segment));
}
