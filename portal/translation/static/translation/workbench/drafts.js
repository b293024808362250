/* What was typed and is not stored yet, in the browser's own storage, until the server has it.

   By person, so that somebody else in the same browser is not shown it. A browser may have no room or no leave for it:
   then the text is where it always was, in the editor's field. */

export class Drafts {
  #waiting = new Map();
  #prefix = null;

  constructor(address) {
    this.address = address;
  }

  /* From the first answer of the server on, which says who it is. */
  open(person) {
    if (this.#prefix !== null) return;
    this.#prefix = `portal-draft ${person} ${this.address} `;
    for (const [key, draft] of this.#waiting) this.#store(key, draft);
    this.#waiting.clear();
  }

  #key(place) {
    return JSON.stringify([place.kind, place.path, place.source]);
  }

  write(place, value) {
    const draft = { kind: place.kind, path: place.path, source: place.source, url: place.url, base: place.base, value };
    if (this.#prefix === null) this.#waiting.set(this.#key(place), draft);
    else this.#store(this.#key(place), draft);
  }

  remove(place) {
    this.#waiting.delete(this.#key(place));
    try {
      localStorage.removeItem(`${this.#prefix}${this.#key(place)}`);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  all() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
      return keys.map((key) => JSON.parse(localStorage.getItem(key)));
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
      return [];
    }
  }

  #store(key, draft) {
    try {
      localStorage.setItem(`${this.#prefix}${key}`, JSON.stringify(draft));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
