/* The companion beside the translation editor: memory, glossary, checks, progress, preview, and the keyboard. */
import { Saving } from "./saving.js";
import { findSegments } from "./segments.js";

const TYPING_PAUSE = 300;

class Companion {
  #segments;
  #summaries = {};
  #current = null;
  #timer = 0;
  #turn = 0;

  constructor(editor, props, template, saving) {
    this.editor = editor;
    this.saving = saving;
    this.props = props;
    this.template = template;
    this.panel = template.content.firstElementChild.cloneNode(true);
    this.body = this.panel.querySelector("[data-segment]");
    this.preview = this.panel.querySelector("iframe");
    this.#segments = findSegments(editor, props);
  }

  async start() {
    const previewButton = this.panel.querySelector("[data-act=preview]");
    previewButton.hidden = !this.props.previewModes.length;
    this.editor.after(this.panel);
    this.editor.classList.add("has-companion");
    const publish = this.editor.querySelector("footer button[name=action][value=publish] em");
    if (publish && this.props.publishLabel) publish.textContent = this.props.publishLabel;
    this.#listen();
    this.saving.reopen = (id, value, isSaved) => this.#reopen(id, value, isSaved);
    this.saving.present = (sentences) => this.#showPresent(sentences);
    const first = this.#segments[0];
    if (!first) {
      this.body.textContent = this.template.dataset.unknown;
      return;
    }
    const query = new URLSearchParams({ language: this.props.locale.code, segment: first.id });
    const answer = await this.#fetch(`${this.template.dataset.url}?${query}`);
    if (!answer) return;
    const overview = await answer.json();
    this.#summaries = overview.segments;
    this.#fillExchange(overview.exchange);
    for (const segment of this.#segments) this.#label(segment);
    this.#showProgress();
    // Somebody may be writing already.
    if (!this.#current) this.show(this.#untranslatedAfter(null) ?? first);
  }

  #label(segment) {
    const summary = this.#summaries[segment.id];
    if (!summary) return;
    segment.element.dataset.structure = summary.structure;
    segment.element.toggleAttribute("data-changed", summary.is_changed);
    segment.element.toggleAttribute("data-machine", summary.is_machine_made);
  }

  async #reopen(id, value, isSaved) {
    const segment = this.#segments.find((each) => each.id === id);
    if (!segment) return false;
    await segment.insert(value);
    if (isSaved) segment.save();
    return true;
  }

  #showPresent(sentences) {
    const list = this.panel.querySelector("[data-present]");
    if (JSON.stringify(sentences) === JSON.stringify([...list.children].map((each) => each.textContent))) return;
    list.replaceChildren(
      ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
    );
    list.hidden = !sentences.length;
  }

  #fillExchange(links) {
    const place = this.panel.querySelector("[data-exchange]");
    for (const { label, url } of links ?? []) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = label;
      place.append(link, " ");
    }
    place.closest("details").hidden = !links?.length;
  }

  #listen() {
    this.editor.addEventListener("focusin", (event) => {
      const segment = this.#of(event.target);
      if (segment && segment !== this.#current) this.show(segment);
    });
    this.editor.addEventListener("input", (event) => {
      const segment = this.#of(event.target);
      if (!segment) return;
      this.saving.typed(segment.id, event.target.value.replace(/[\r\n]+/g, ""));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#check(segment, event.target.value), TYPING_PAUSE);
    });
    this.editor.addEventListener(
      "click",
      (event) => {
        const segment = this.#of(event.target);
        if (segment?.isCancelledBy(event.target)) this.saving.cancelled(segment.id, segment.field.value);
      },
      { capture: true },
    );
    this.panel.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.insert !== undefined) this.#current?.insert(button.dataset.insert);
      if (button?.dataset.act === "untranslated") this.goToUntranslated();
      if (button?.dataset.act === "preview") this.togglePreview();
    });
    // Before the editor's own field, which saves on Enter, whatever is held with it.
    document.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    this.preview.addEventListener("load", () => this.#keepPlace());
    const observer = new MutationObserver((records) => this.#notice(records));
    observer.observe(this.editor, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  }

  #of(element) {
    return this.#segments.find((segment) => segment.element.contains(element)) ?? null;
  }

  #press(event) {
    if (event.getModifierState("AltGraph")) return;
    const key = event.code;
    let act = null;
    if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (key === "KeyN") act = () => this.goToUntranslated();
      else if (key === "KeyP") act = () => this.togglePreview();
      else if (key === "ArrowDown") act = () => this.#step(1);
      else if (key === "ArrowUp") act = () => this.#step(-1);
      else if (/^Digit\d$/.test(key)) act = this.#insertion(key.at(-1));
    } else if ((event.ctrlKey || event.metaKey) && key === "Enter" && this.#of(event.target)) {
      act = () => this.saveAndGoOn(this.#of(event.target));
    } else if (key === "Escape" && event.target instanceof HTMLTextAreaElement) {
      const segment = this.#of(event.target);
      if (segment) act = () => segment.cancel();
    }
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #insertion(number) {
    const button = this.body.querySelector(`[aria-keyshortcuts="Alt+${number}"]`);
    return button && (() => button.click());
  }

  #untranslatedAfter(segment) {
    const place = this.#segments.indexOf(segment);
    const ordered = [...this.#segments.slice(place + 1), ...this.#segments.slice(0, place + 1)];
    return ordered.find((each) => !each.isTranslated && !each.field) ?? null;
  }

  /* Nothing of one segment may be inserted into another while that is being opened. */
  #leave() {
    clearTimeout(this.#timer);
    this.body.replaceChildren();
  }

  async goToUntranslated() {
    // Whoever is quick presses the keys before the first segment is shown.
    const isDone = !this.#current || Boolean(this.#current.field) || this.#current.isTranslated;
    const next = isDone ? this.#untranslatedAfter(this.#current) : this.#current;
    if (!next) return;
    if (next !== this.#current) this.#leave();
    await next.edit();
  }

  async #step(by) {
    const count = this.#segments.length;
    const place = this.#segments.indexOf(this.#current);
    this.#leave();
    await this.#segments[(place + by + count) % count]?.edit();
  }

  async saveAndGoOn(segment) {
    const next = this.#untranslatedAfter(segment);
    segment.save();
    if (next && next !== segment) {
      this.#leave();
      await next.edit();
    } else {
      requestAnimationFrame(() => segment.element.querySelector("button")?.focus());
    }
  }

  async show(segment) {
    this.#current?.element.removeAttribute("data-current");
    this.#leave();
    this.#current = segment;
    segment.element.setAttribute("data-current", "");
    const answer = await this.#fetch(this.#address(segment));
    // Another segment may have been chosen meanwhile.
    if (!answer || segment !== this.#current) return;
    const html = await answer.text();
    if (segment !== this.#current) return;
    this.body.innerHTML = html;
    if (segment.field?.value) this.#check(segment, segment.field.value);
  }

  #address(segment) {
    return `${this.template.dataset.url}${this.props.locale.code}/${segment.id}/`;
  }

  async #check(segment, value) {
    const turn = (this.#turn += 1);
    const answer = await this.#fetch(`${this.#address(segment)}checks/`, {
      method: "POST",
      body: new URLSearchParams({ value }),
      headers: { "X-CSRFToken": this.saving.token },
    });
    const html = await answer?.text();
    const place = this.body.querySelector("[data-checks]");
    // Its help may not be here yet, or the translator has gone on.
    if (html !== undefined && place && turn === this.#turn && segment === this.#current) place.innerHTML = html;
  }

  async #fetch(url, options = {}) {
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest", ...options.headers };
      const answer = await fetch(url, { credentials: "same-origin", ...options, headers });
      if (answer.ok) return answer;
      const { stale, away } = this.template.dataset;
      const messages = { 403: this.saving.texts.loggedOut, 404: stale };
      this.body.textContent = messages[answer.status] ?? away;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.body.textContent = this.template.dataset.away;
    }
    return null;
  }

  /* The editor has drawn a segment anew: while it saves it shows a spinner, and when it has saved it does not. */
  #notice(records) {
    for (const segment of new Set(records.map((record) => this.#of(record.target)))) {
      if (!segment) continue;
      const isSaving = segment.element.querySelector(".icon-spinner") !== null;
      if (segment.isSaving && !isSaving) this.#saved(segment);
      segment.isSaving = isSaving;
    }
    this.#showProgress();
  }

  #saved(segment) {
    const summary = this.#summaries[segment.id];
    if (summary && segment.isTranslated) Object.assign(summary, { is_changed: false, is_machine_made: false });
    this.#label(segment);
    if (!this.preview.hidden) this.#load();
    if (segment === this.#current && !segment.field) this.show(segment);
  }

  #showProgress() {
    const words = (segments) => segments.reduce((sum, each) => sum + (this.#summaries[each.id]?.words ?? 0), 0);
    const all = words(this.#segments);
    const done = words(this.#segments.filter((segment) => segment.isTranslated));
    const line = this.panel.querySelector("[data-progress]");
    line.textContent = line.dataset.progress.replace("%(done)s", done).replace("%(all)s", all);
    this.panel.querySelector("progress").value = all ? done / all : 1;
  }

  togglePreview() {
    const button = this.panel.querySelector("[data-act=preview]");
    if (button.hidden) return;
    this.preview.hidden = !this.preview.hidden;
    button.setAttribute("aria-expanded", String(!this.preview.hidden));
    if (!this.preview.hidden) this.#load();
  }

  #load() {
    this.preview.dataset.place = this.preview.contentWindow?.scrollY ?? 0;
    this.preview.src = this.props.previewModes[0].url;
  }

  #keepPlace() {
    this.preview.contentWindow?.scrollTo(0, Number(this.preview.dataset.place ?? 0));
  }
}

const editor = document.querySelector(".js-translation-editor");
const template = document.querySelector("template[data-companion]");

if (editor && template) {
  const props = JSON.parse(editor.dataset.props);
  const saving = new Saving(editor, props, document.querySelector("template[data-saving]"));
  const begin = () => new Companion(editor, props, template, saving).start();
  saving.begin();
  // wagtail-localize builds its editor when the document is ready, in a listener that was added before this one.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}
