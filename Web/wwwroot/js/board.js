// Cards go from stage to stage by mouse, touch (Sortable) and keyboard; the server decides, and a refused card goes back.
const board = document.querySelector("[data-board]");
const says = document.querySelector("[data-board-says]");

const say = (text) => { says.textContent = text; };
const columnOf = (card) => card.closest("[data-stage]");
const fill = (text, ...parts) => parts.reduce((said, part, i) => said.replace(`{${i}}`, part), text);
const nameOf = (card) => card.querySelector(".card-name").textContent.trim();

async function move(card, from, to, back) {
  if (from === to) return;
  const body = new URLSearchParams({ To: to.dataset.stage, Version: card.dataset.version });
  body.set("__RequestVerificationToken", document.querySelector("[name=__RequestVerificationToken]")?.value ?? "");
  card.classList.add("is-moving");
  const answer = await fetch(`/opportunities/${card.dataset.card}/board-moves`, { method: "POST", body }).catch(() => null);
  card.classList.remove("is-moving");
  const kind = answer?.headers.get("content-type") ?? "";
  if (answer?.ok && kind.includes("html") && renew(card, await answer.text())) return addUp();
  back();
  refuse(card, kind.includes("json") ? await answer.json() : null);
}

/** The card as the server has it now: in its new stage it can go to others. */
function renew(card, text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const now = answer.querySelector("[data-card]");
  if (!now) return false;
  const hadFocus = card.contains(document.activeElement);
  card.replaceWith(now);
  watch(now);
  if (hadFocus) now.focus();
  say(answer.querySelector("[data-said]").textContent);
  return true;
}

/** The board as the server has it now; null where it can't be asked. */
async function boardNow() {
  const answer = await fetch(location.href).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

/** Counts and sums above the columns as the server has them now. */
async function addUp(fresh) {
  fresh ??= await boardNow();
  if (!fresh) return;
  for (const column of board.querySelectorAll("[data-stage]")) {
    for (const part of ["h2", ":scope > p"]) {
      const now = fresh.querySelector(`[data-stage="${column.dataset.stage}"]`)?.querySelector(part);
      if (now) column.querySelector(part)?.replaceWith(now);
    }
  }
}

/** Somebody else moved the card: it goes where it stands now, with the stages that it can go to from there. */
async function standAnew(card, told) {
  const fresh = await boardNow();
  const now = fresh?.querySelector(`[data-card="${card.dataset.card}"]`);
  board.querySelector(`[data-stage="${told.stage}"] [data-cards]`)?.prepend(card);
  if (!now) {
    card.dataset.version = told.version;
    return card;
  }
  card.replaceWith(now);
  watch(now);
  addUp(fresh);
  return now;
}

async function refuse(card, told) {
  card.querySelector(".card-refusal")?.remove();
  if (told?.version) card = await standAnew(card, told);
  const note = document.createElement("p");
  note.className = "card-refusal";
  note.textContent = told?.refusal ?? board.dataset.failed;
  if (told?.gate) {
    const gate = document.createElement("a");
    gate.href = told.gate;
    gate.textContent = told.gateName;
    note.append(" ", gate);
  }
  card.append(note);
  say(note.textContent);
  (note.querySelector("a") ?? card).focus();
}

const grabbed = { card: null, from: null, next: null };

function putBack() {
  const { card, from, next } = grabbed;
  from.querySelector("[data-cards]").insertBefore(card, next);
}

function onKey(event) {
  const card = event.currentTarget;
  if (event.target !== card) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (grabbed.card === card) return drop(card);
    Object.assign(grabbed, { card, from: columnOf(card), next: card.nextElementSibling });
    card.classList.add("is-grabbed");
    return say(fill(board.dataset.grabbed, nameOf(card)));
  }
  if (grabbed.card !== card) return;
  if (event.key === "Escape") {
    putBack();
    return release(card);
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const columns = [...board.querySelectorAll("[data-stage]")];
  const target = step && columns[columns.indexOf(columnOf(card)) + step];
  if (target) {
    event.preventDefault();
    target.querySelector("[data-cards]").prepend(card);
    card.focus();
    say(fill(board.dataset.over, target.dataset.name));
  }
}

function release(card) {
  card.classList.remove("is-grabbed");
  grabbed.card = null;
  card.focus();
  say(board.dataset.released);
}

function drop(card) {
  const { from, next } = grabbed;
  card.classList.remove("is-grabbed");
  grabbed.card = null;
  move(card, from, columnOf(card), () => from.querySelector("[data-cards]").insertBefore(card, next));
}

function watch(card) {
  if (card.dataset.fixed === "true") return;
  card.tabIndex = 0;
  card.addEventListener("keydown", onKey);
}

board?.querySelectorAll("[data-card]").forEach(watch);

for (const list of board?.querySelectorAll("[data-cards]") ?? []) {
  window.Sortable?.create(list, {
    group: "board", animation: 120, delay: 150, delayOnTouchOnly: true, filter: "[data-fixed=true], select, button, a", preventOnFilter: false, sort: false,
    onEnd: ({ item, from, to, oldIndex }) =>
      move(item, from.closest("[data-stage]"), to.closest("[data-stage]"), () => from.insertBefore(item, from.children[oldIndex] ?? null)),
  });
}
