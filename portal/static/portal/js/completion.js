/* Suggestions while somebody types into a search form: the editable combobox with a list of the ARIA Authoring
   Practices. Without this file the form is a plain one. Options are links, so that they open in every way links do. */
const DELAY = 150;
const SHORTEST = 2;

class Completion {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.known = new Map();
    this.active = -1;

    this.list = document.createElement("div");
    this.list.id = `completions-${number}`;
    this.list.className = "completions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.listName);
    this.list.hidden = true;
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    form.append(this.list, this.status);

    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");

    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("focusout", () => this.close());
    form.addEventListener("submit", () => this.close());
    // The field keeps the focus while an option is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    // A page that comes back from the browser's memory comes back without its list.
    addEventListener("pagehide", () => this.close());
  }

  get text() {
    return this.input.value.trim().replace(/\s+/g, " ");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get options() {
    return this.list.children;
  }

  /* Waits until the reader pauses; what was asked for an earlier text is not waited for any more. */
  ask() {
    this.stop();
    this.choose(-1);
    if (this.text.length < SHORTEST) this.close();
    else if (this.known.has(this.text)) this.show(this.text);
    else this.timer = setTimeout(() => this.load(this.text), DELAY);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async load(text) {
    this.request = new AbortController();
    const query = new URLSearchParams({ q: text, language: this.form.dataset.language });
    const options = { signal: this.request.signal, credentials: "omit" };
    let answer;
    try {
      const response = await fetch(`${this.form.dataset.completions}?${query}`, options);
      answer = response.ok ? await response.json() : null;
    } catch (error) {
      // Asked for no more, or no network: the form works without suggestions.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
      return;
    }
    if (answer) this.known.set(text, answer.completions);
    if (text === this.text && document.activeElement === this.input) this.show(text);
  }

  show(text) {
    const completions = this.known.get(text) ?? [];
    if (!completions.length) {
      this.close();
      return;
    }
    const { language, searchFor, announcement } = this.form.dataset;
    const search = new URL(this.form.action);
    search.search = new URLSearchParams(new FormData(this.form));
    const options = [this.option(searchFor.replace("{text}", () => text), search.href)];
    options[0].classList.add("completions__search");
    for (const completion of completions) {
      const option = this.option(completion.text, completion.url);
      if (completion.language && completion.language !== language) option.lang = completion.language;
      options.push(option);
    }
    options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", "true");
    this.choose(-1);
    this.status.textContent = announcement.replace("{count}", completions.length);
  }

  option(text, address) {
    const option = document.createElement("a");
    option.href = address;
    option.tabIndex = -1;
    option.textContent = text;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    return option;
  }

  close() {
    this.stop();
    this.choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  /* Gives an option the visual focus; none where the number is -1. */
  choose(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  move(step) {
    const count = this.options.length;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.choose((from + step + count) % count);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (event.altKey && event.key === "ArrowUp") this.close();
        else if (!this.isOpen) this.reopen(event);
        else if (!event.altKey) this.move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (!this.isOpen || this.active < 0) break;
        event.preventDefault();
        this.options[this.active].click();
        break;
      case "Escape":
        event.preventDefault();
        if (this.isOpen) this.close();
        else this.input.value = "";
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        // Back to the text, whose caret the browser moves.
        this.choose(-1);
        break;
    }
  }

  /* With Alt the list only opens; without, its first or last option is chosen. */
  async reopen(event) {
    if (this.text.length < SHORTEST) return;
    this.stop();
    if (this.known.has(this.text)) this.show(this.text);
    else await this.load(this.text);
    if (this.isOpen && !event.altKey) this.move(event.key === "ArrowDown" ? 1 : -1);
  }
}

document.querySelectorAll("form[data-completions]").forEach((form, number) => new Completion(form, number));
