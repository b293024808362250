/* What is said about saving: notices that stay until they are closed, and the question about two texts. */

function passages(place, differences) {
  place.replaceChildren(
    ...differences.map(([kind, text]) => {
      const element = document.createElement({ removed: "del", added: "ins" }[kind] ?? "span");
      element.textContent = text;
      return element;
    }),
  );
}

export class Notices {
  #shown = new Map();

  constructor(template) {
    this.template = template;
    this.place = document.createElement("div");
    this.place.className = "saving-notices";
    this.place.setAttribute("aria-live", "polite");
    document.body.append(this.place);
  }

  /* One notice a subject. `acts` are functions by the names of the buttons that it has. */
  show(subject, { message, text = "", differences = [], language = "", keptUrl = "", acts = {} }) {
    this.close(subject);
    const notice = this.template.content.querySelector("[data-notice]").cloneNode(true);
    notice.querySelector("[data-message]").textContent = message;
    const quoted = notice.querySelector("[data-text]");
    quoted.textContent = text;
    quoted.hidden = !text;
    quoted.lang = language;
    const changed = notice.querySelector("[data-differences]");
    passages(changed, differences);
    changed.hidden = !differences.length;
    const kept = notice.querySelector("[data-act=kept]");
    kept.hidden = !keptUrl;
    kept.href = keptUrl;
    for (const [name, act] of Object.entries({ ...acts, close: () => {} })) {
      const button = notice.querySelector(`[data-act="${name}"]`);
      button.hidden = false;
      button.addEventListener("click", () => {
        if (name !== "log-in") this.close(subject);
        act();
      });
    }
    this.#shown.set(subject, notice);
    this.place.append(notice);
  }

  close(subject) {
    this.#shown.get(subject)?.remove();
    this.#shown.delete(subject);
  }
}

/* Asks which of two texts is to stand; gives {choice, value}, or null where it was left undecided. */
export function ask(template, place, answer, languages) {
  const dialog = template.content.querySelector("[data-conflict]").cloneNode(true);
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  part("message").textContent = answer.message;
  part("source").textContent = place.source;
  part("source").lang = languages.source;
  for (const name of ["mine", "theirs"]) {
    part(name).textContent = answer[name];
    part(name).lang = languages.target;
  }
  passages(part("differences"), answer.differences);
  part("merged").value = answer.mine;
  part("merged").lang = languages.target;
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (!choice) return;
      const values = { mine: answer.mine, theirs: answer.theirs, merged: part("merged").value.replace(/[\r\n]+/g, " ") };
      resolve({ choice, value: values[choice] });
      dialog.close();
    });
    // By Escape as well; once decided, it changes nothing.
    dialog.addEventListener("close", () => {
      resolve(null);
      dialog.remove();
    });
    dialog.showModal();
  });
}
