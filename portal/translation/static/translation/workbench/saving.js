/* Between wagtail-localize's editor and the server: each save says what it was based on, and what the server answers is
   told in words. The editor takes any answer but success for a “server error”: it is given a success with the reason,
   which it shows beside the text and with the mark of an error, and keeps the text in its field. */
import { Drafts } from "./drafts.js";
import { Notices, ask } from "./notices.js";

const SECONDS_OF_AN_ANSWER = 60;
const SECONDS_BETWEEN_REPORTS = 10;

const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/* The number of the editing session of this window, which loading the page again does not end. */
function remembered(address) {
  try {
    return sessionStorage.getItem(`portal-session ${address}`) ?? "";
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return "";
  }
}

function remember(address, session) {
  try {
    sessionStorage.setItem(`portal-session ${address}`, session);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/* The segments that are saved, by the address at which they are. */
function placesOf(props) {
  const texts = new Map(props.initialStringTranslations.map((each) => [each.segment_id, each.data]));
  const values = new Map(props.initialOverrides.map((each) => [each.segment_id, asText(each.data)]));
  const places = props.segments
    .filter((segment) => segment.editUrl)
    .map((segment) => ({
      kind: segment.type === "string" ? "text" : "value",
      id: segment.id,
      url: segment.editUrl,
      path: segment.contentPath,
      source: segment.type === "string" ? segment.source : asText(segment.value ?? ""),
      base: (segment.type === "string" ? texts : values).get(segment.id) ?? "",
    }));
  return new Map(places.map((place) => [place.url, place]));
}

export class Saving {
  #fetch = window.fetch.bind(window);
  #person = "";
  #session = "";
  #isOpen = false;
  #original = null;
  #trouble = "";

  constructor(editor, props, template) {
    this.editor = editor;
    this.props = props;
    this.texts = template.dataset;
    this.template = template;
    this.places = placesOf(props);
    this.languages = { source: props.sourceLocale.code, target: props.locale.code };
    this.address = props.links.downloadPofile.replace(/pofile\/download\/$/, "");
    this.drafts = new Drafts(this.address);
    this.#session = remembered(this.address);
    this.notices = new Notices(template);
    // Set by the companion: opens a segment with a text in it, and reads whether a field is open.
    this.reopen = async () => false;
    this.present = () => {};
  }

  /* Before the editor is drawn, so that no save goes past it. */
  begin() {
    window.fetch = (input, options = {}) => {
      const place = typeof input === "string" ? this.places.get(input) : undefined;
      if (!place || !["PUT", "DELETE"].includes(options.method)) return this.#fetch(input, options);
      return this.#save(place, options);
    };
    this.#report();
    document.addEventListener("visibilitychange", () => document.hidden || this.#report(false));
  }

  #placeOf(id) {
    return [...this.places.values()].find((place) => place.kind === "text" && place.id === id);
  }

  typed(id, value) {
    const place = this.#placeOf(id);
    if (place) this.#remember(place, value);
  }

  #remember(place, value) {
    if (value && value !== place.base) this.drafts.write(place, value);
    else this.drafts.remove(place);
  }

  cancelled(id, value) {
    const place = this.#placeOf(id);
    if (place && value && value !== place.base) this.#offer(place, value, this.texts.cancelled);
  }

  async #save(place, options) {
    let value = options.method === "PUT" ? asText(options.body.get("value")) : "";
    this.#remember(place, value);
    this.notices.close(place);
    let answer = await this.#send(place, value);
    while (answer.outcome === "conflict") {
      const decision = await ask(this.template, place, answer, this.languages);
      if (decision === null) {
        return this.#failed(place, value, { ...answer, message: this.texts.undecided }, options.method);
      }
      place.base = answer.theirs;
      if (decision.choice === "theirs") return this.#left(place, options, answer);
      value = decision.value;
      this.#remember(place, value);
      answer = await this.#send(place, value);
    }
    if (answer.outcome !== "stored") return this.#failed(place, value, answer, options.method);
    place.base = asText(answer.data);
    this.drafts.remove(place);
    return this.#answered(answer);
  }

  #answered(values, status = 200) {
    return new Response(JSON.stringify(values), { status, headers: { "Content-Type": "application/json" } });
  }

  /* The other text was chosen. */
  #left(place, options, answer) {
    this.drafts.remove(place);
    if (options.method === "PUT" && answer.translation) return this.#answered(answer.translation);
    this.notices.show(place, { message: this.texts.shown, acts: { reload: () => location.reload() } });
    return this.#answered({ segment_id: place.id, data: "", error: answer.message }, options.method === "PUT" ? 200 : 409);
  }

  #failed(place, value, answer, method = "PUT") {
    const isKept = answer.outcome === "kept";
    if (isKept) this.drafts.remove(place);
    const acts = {};
    if (["changed", "removed", "stopped", "locked", "token"].includes(answer.code)) acts.reload = () => location.reload();
    if (answer.code === "logged_out") acts["log-in"] = () => {};
    if (!isKept && answer.code !== "token" && value) acts.again = () => this.#again(place, value);
    this.notices.show(place, {
      message: answer.message,
      differences: answer.differences && isKept ? answer.differences : [],
      text: value,
      language: this.languages.target,
      keptUrl: isKept && value ? answer.kept_url : "",
      acts,
    });
    const values = { segment_id: place.id, data: value, error: answer.message, comment: "", last_translated_by: null };
    return this.#answered(values, method === "PUT" ? 200 : 409);
  }

  async #again(place, value) {
    if (place.kind === "text" && (await this.reopen(place.id, value, true))) return;
    const body = new FormData();
    body.append("value", value);
    const answer = await this.#save(place, { method: "PUT", body });
    if (!(await answer.json()).error) location.reload();
  }

  async #send(place, value) {
    const body = new FormData();
    const told = { value, based_on: place.base, path: place.path, source: place.source, sender: this.#person };
    for (const [name, text] of Object.entries({ ...told, title: this.props.object.title })) body.append(name, text);
    return this.#asked(place.url, value ? "PUT" : "DELETE", body);
  }

  /* The answer, or one of the same kind that says why there is none. */
  async #asked(url, method, body) {
    let answer;
    try {
      answer = await this.#fetch(url, {
        method,
        body,
        credentials: "same-origin",
        headers: { "X-CSRFToken": this.token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        signal: AbortSignal.timeout(SECONDS_OF_AN_ANSWER * 1000),
      });
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      return { outcome: "refused", code: "away", message: this.texts.away };
    }
    let values = {};
    try {
      values = await answer.json();
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    }
    if (values.outcome) return values;
    const code = values.error_code ?? "";
    const known = { logged_out: this.texts.loggedOut, token: this.texts.token };
    if (answer.ok && code === "") return { outcome: "stored", ...values };
    return { outcome: "refused", code, message: known[code] ?? values.error ?? this.texts.failed };
  }

  /* Logging in anew, in whichever window, changes it. */
  get token() {
    const name = `${this.texts.cookie}=`;
    const cookie = document.cookie.split("; ").find((each) => each.startsWith(name));
    return cookie ? cookie.slice(name.length) : this.editor.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  /* Tells the server that the editor is open, and what it answers to whoever sits before it. */
  async #report(goesOn = true) {
    const body = new FormData();
    body.append("session", this.#session);
    body.append("is_editing", String(this.editor.querySelector("textarea") !== null));
    const answer = await this.#asked(`${this.address}presence/`, "POST", body);
    if (answer.outcome === "stored") this.#told(answer);
    if (goesOn) setTimeout(() => this.#report(), SECONDS_BETWEEN_REPORTS * 1000);
  }

  #told({ session, user, original, present, trouble }) {
    const isFirst = !this.#isOpen;
    this.#isOpen = true;
    this.#session = String(session);
    remember(this.address, this.#session);
    if (isFirst) {
      this.#person = user;
      this.drafts.open(user);
      this.#restore();
    }
    this.present(present);
    const reload = { reload: () => location.reload() };
    if (!isFirst && original !== this.#original) this.notices.show("original", { message: this.texts.original, acts: reload });
    if (trouble && trouble !== this.#trouble) this.notices.show("trouble", { message: trouble, acts: reload });
    this.#original = original;
    this.#trouble = trouble;
  }

  async #restore() {
    for (const draft of this.drafts.all()) {
      const places = [...this.places.values()];
      const place = places.find((each) => ["kind", "path", "source"].every((name) => each[name] === draft[name]));
      if (place?.base === draft.value) this.drafts.remove(draft);
      else if (place) this.#offer({ ...place, base: draft.base }, draft.value, this.texts.unsaved, place);
      // What it was typed for is gone: the server keeps it, and says so.
      else await this.#save(draft, this.#putting(draft.value));
    }
  }

  #putting(value) {
    const body = new FormData();
    body.append("value", value);
    return { method: "PUT", body };
  }

  #offer(draft, value, message, place = draft) {
    const acts = { discard: () => this.drafts.remove(draft) };
    if (place.kind === "text") {
      acts.insert = () => {
        // What was saved since it was typed is asked about, although the page shows it.
        place.base = draft.base;
        this.reopen(place.id, value, false);
      };
    } else acts.again = () => this.#again(place, value);
    this.notices.show(place, { message, text: value, language: this.languages.target, acts });
  }
}
