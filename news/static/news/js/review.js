// The review of an imported document, without leaving the page: choices are saved as they are made, single
// keys lead from word to word, rows of the alignment are moved in place. Without this script the same forms are sent.

const page = document.querySelector("[data-review]");
const status = page.querySelector("[data-status]");
const keys = page.querySelector("[data-keys]");
const KEYS = "review-keys";

const say = (text) => {
  status.textContent = text;
};

const isAnswer = (response) => response.headers.get("Content-Type")?.startsWith("application/json");

function refuse() {
  say(page.dataset.refused);
  return {};
}

async function send(form, data) {
  say(page.dataset.saving);
  try {
    const response = await fetch(location.pathname, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
    });
    // A log-in page, or that of an error: nothing was saved, and the page itself, loaded again, says why.
    if (!isAnswer(response)) return refuse();
    const answer = await response.json();
    const complaints = (answer.conflicts ?? []).map((conflict) => conflict.message);
    say([...complaints, answer.message].filter(Boolean).join(" "));
    return answer;
  } catch {
    say(page.dataset.failed);
    return {};
  }
}

// --- Doubtful words ---

const readings = page.querySelector("form[data-autosave]");
const undone = [];

const choices = () => [...page.querySelectorAll("[data-choice]")];
const choiceOf = (target) => choices().find((choice) => choice.dataset.choice === target);
const hiddenOf = (choice) => choice.querySelector("input[type=hidden]");
const otherOf = (choice) => choice.querySelector("input[type=text]");

function dataOf(choice, entries) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", readings.elements.csrfmiddlewaretoken.value);
  data.set(hiddenOf(choice).name, hiddenOf(choice).value);
  for (const [name, value] of entries) data.set(name, value);
  return data;
}

function show(target, value) {
  const choice = choiceOf(target);
  if (!choice) return;
  const isOpen = value === null;
  hiddenOf(choice).value = JSON.stringify(value);
  choice.classList.toggle("review__choice--open", isOpen);
  choice.querySelector("[data-undo]").hidden = isOpen;
  const radios = [...choice.querySelectorAll("input[type=radio]")];
  const chosen = radios.find((radio) => radio.value === `reading:${value}`);
  for (const radio of radios) radio.checked = false;
  if (chosen) chosen.checked = true;
  else if (!isOpen) {
    radios.at(-1).checked = true;
    otherOf(choice).value = value;
  }
  const word = page.querySelector(`[data-shows="${target}"]`);
  word.classList.toggle("review__doubt--open", isOpen);
  word.textContent = value ?? word.dataset.read;
}

function apply(answer) {
  for (const { target, value } of [...(answer.kept ?? []), ...(answer.conflicts ?? [])]) show(target, value);
  if (answer.left) page.querySelector("[data-undecided]").textContent = answer.left;
}

async function choose(choice, entries) {
  const target = choice.dataset.choice;
  const before = JSON.parse(hiddenOf(choice).value);
  const answer = await send(readings, dataOf(choice, entries));
  apply(answer);
  if (!answer.kept?.length) return false;
  undone.push({ target, before });
  return true;
}

const chosenEntries = (choice) => {
  const name = choice.dataset.choice;
  const radio = choice.querySelector("input[type=radio]:checked");
  return [[name, radio.value], [otherOf(choice).name, otherOf(choice).value]];
};

const isUsable = (choice) =>
  choice.querySelector("input[type=radio]:checked")?.value !== "other" || otherOf(choice).value.trim() !== "";

function focusOn(choice) {
  const radio = choice.querySelector("input[type=radio]:checked") ?? choice.querySelector("input[type=radio]");
  radio.focus();
  choice.scrollIntoView({ block: "center" });
}

function step(direction) {
  const all = choices();
  const here = all.indexOf(document.activeElement.closest("[data-choice]"));
  const open = (choice) => choice.classList.contains("review__choice--open");
  const ahead = direction > 0 ? all.slice(here + 1) : all.slice(0, Math.max(here, 0)).reverse();
  const behind = direction > 0 ? all.slice(0, here + 1) : all.slice(here + 1).reverse();
  const next = [...ahead, ...behind].find(open);
  if (next) focusOn(next);
}

async function undo() {
  const last = undone.pop();
  if (!last) return;
  const choice = choiceOf(last.target);
  const entries = last.before === null ? [["undecide", last.target]] : [[last.target, "other"], [otherOf(choice).name, last.before]];
  apply(await send(readings, dataOf(choice, entries)));
  focusOn(choice);
}

async function pick(choice, number) {
  const radios = [...choice.querySelectorAll("input[type=radio]")];
  const radio = number === 0 ? radios.at(-1) : radios[number - 1];
  if (!radio || (number > 0 && radio === radios.at(-1))) return;
  radio.checked = true;
  if (number === 0) otherOf(choice).focus();
  else if (await choose(choice, chosenEntries(choice))) step(1);
}

function followReadings() {
  for (const word of page.querySelectorAll("[data-shows]")) {
    // What stands there while nothing is chosen.
    word.dataset.read = choiceOf(word.dataset.shows)?.dataset.read ?? word.textContent;
  }
  readings.addEventListener("change", (event) => {
    const choice = event.target.closest("[data-choice]");
    if (!choice) return;
    if (event.target.type === "text") choice.querySelector("input[value=other]").checked = true;
    if (isUsable(choice)) choose(choice, chosenEntries(choice));
    else otherOf(choice).focus();
  });
  readings.addEventListener("submit", (event) => {
    const choice = event.submitter?.closest("[data-choice]");
    if (!choice) return;
    event.preventDefault();
    choose(choice, [["undecide", choice.dataset.choice]]).then(() => focusOn(choice));
  });
  readings.addEventListener("keydown", (event) => {
    const choice = event.target.closest("[data-choice]");
    if (event.key !== "Enter" || event.target.type !== "text" || !choice) return;
    event.preventDefault();
    choice.querySelector("input[value=other]").checked = true;
    if (isUsable(choice)) choose(choice, chosenEntries(choice)).then((kept) => kept && step(1));
  });
}

function readingKey(event) {
  const choice = event.target.closest("[data-choice]");
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "u") undo();
  else if (choice && /^[0-9]$/.test(event.key)) pick(choice, Number(event.key));
  else return false;
  return true;
}

// --- Rows of the alignment ---

const rows = page.querySelector("[data-in-place]");

async function move(event) {
  event.preventDefault();
  const data = new FormData(event.target, event.submitter);
  say(page.dataset.saving);
  try {
    const response = await fetch(location.pathname, { method: "POST", body: data });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const moved = response.ok && answer.querySelector("[data-in-place]");
    if (!moved) {
      refuse();
      return;
    }
    rows.replaceChildren(...moved.childNodes);
    say([...answer.querySelectorAll(".messages li")].map((item) => item.textContent.trim()).join(" "));
    document.getElementById(new URL(response.url).searchParams.get("at"))?.focus();
  } catch {
    say(page.dataset.failed);
  }
}

function rowKey(event) {
  const row = event.target.closest("[data-row]");
  if (event.key === "n" || event.key === "p") {
    const all = [...rows.querySelectorAll("[data-row]")];
    const here = all.indexOf(row) + (event.key === "n" ? 1 : -1);
    all[Math.min(Math.max(here, 0), all.length - 1)]?.focus();
    return true;
  }
  const cell = event.target.closest("[data-cell]") ?? row;
  const button = cell?.querySelector(`[data-key="${event.key}"]`) ?? row?.querySelector(`[data-key="${event.key}"]`);
  button?.click();
  return Boolean(button);
}

// --- Facts ---

const facts = page.querySelector("form[data-facts]");
const PAUSE = 600;

function followFacts() {
  let waiting;
  facts.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await send(facts, new FormData(facts));
      for (const { target, value } of answer.kept ?? []) {
        const seen = facts.elements[`initial-${target}`];
        if (seen) seen.value = value === true ? "True" : value === false ? "False" : value;
      }
    }, PAUSE);
  });
  facts.addEventListener("submit", () => clearTimeout(waiting));
}

// --- Keys ---

const isTyping = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function followKeys(act) {
  keys.checked = localStorage.getItem(KEYS) !== "off";
  keys.addEventListener("change", () => localStorage.setItem(KEYS, keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (act(event)) event.preventDefault();
  });
}

if (readings) {
  followReadings();
  followKeys(readingKey);
}
if (rows) {
  rows.addEventListener("submit", move);
  followKeys(rowKey);
}
if (facts) followFacts();
