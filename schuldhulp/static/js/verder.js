// Makes pages easier; nothing depends on it. Looks only at data attributes, writes no HTML from text.

const root = document.documentElement;
root.classList.replace("no-js", "js");

const token = () => document.querySelector("input[name=csrf_token]")?.value ?? "";
const clock = (date) => date.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" }).replace(":", ".");

/** Posts fields with the page's token; answers with the response, throws when it is no success. */
async function post(url, fields, signal) {
  const body = new URLSearchParams(fields);
  if (!body.has("csrf_token")) body.set("csrf_token", token());
  const response = await fetch(url, { method: "POST", body, signal, credentials: "same-origin", headers: { "X-CSRFToken": token(), Accept: "application/json" } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response;
}

/** Keeps a draft a second after the last key; says so in the form's saved line. */
function keepDrafts(form) {
  const line = form.querySelector("[data-saved]");
  let timer = 0, last = "", sending = false, sent = false, flight = null;
  const fields = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && form.elements.namedItem(name)?.type !== "password");
  const say = (text) => { if (line) line.textContent = text; };
  async function save() {
    timer = 0;
    const now = JSON.stringify(fields());
    if (sent || now === last) return;
    if (sending) { timer = setTimeout(save, 1000); return; }
    sending = true;
    flight = new AbortController();
    try {
      await post(form.dataset.draftUrl, fields(), flight.signal);
      last = now;
      say(`Bewaard om ${clock(new Date())}. U kunt hier altijd stoppen.`);
    } catch {
      if (!sent) say("Bewaren lukt nu niet. Wat u typte, staat nog op deze pagina.");
    } finally { sending = false; }
  }
  last = JSON.stringify(fields());
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1000); });
  // What is sent needs no draft any more: leaving the page hides it, and a late draft would come back as typed text.
  form.addEventListener("submit", () => { clearTimeout(timer); timer = 0; sent = true; flight?.abort(); });
  addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) { clearTimeout(timer); save(); } });
}

/** Two minutes before the session ends, asks whether to go on. */
function warnBeforeEnd(box) {
  let ends = Date.parse(box.dataset.sessionEnds), before = null;
  let timer = 0;
  const wait = () => { clearTimeout(timer); timer = setTimeout(show, Math.max(0, Math.min(ends - Date.now() - 120000, 2 ** 31 - 1))); };
  function show() { before = document.activeElement; box.hidden = false; box.querySelector("button").focus(); }
  box.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await (await post(box.dataset.extendUrl, {})).json().catch(() => ({}));
      ends = answer.ends_at ? Date.parse(answer.ends_at) : Date.now() + 15 * 60000;
      box.hidden = true;
      before?.focus?.();
      wait();
    } catch { event.target.submit(); }
  });
  if (!Number.isNaN(ends)) wait();
}

/** Shift three times within a second and a half leaves at once. */
function leaveQuickly(exit) {
  let presses = [], alone = false;
  addEventListener("keydown", (event) => { alone = event.key === "Shift" && !event.repeat; });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) { if (event.key !== "Shift") presses = []; return; }
    const now = Date.now();
    presses = [...presses.filter((time) => now - time < 1500), now];
    if (presses.length < 3) return;
    document.body.hidden = true;
    if (exit instanceof HTMLFormElement) exit.submit(); else location.replace(exit.href);
  });
  if (exit instanceof HTMLAnchorElement) exit.addEventListener("click", (event) => { event.preventDefault(); document.body.hidden = true; location.replace(exit.href); });
}

/** j and k walk the rows, o opens, r answers, ? shows the keys. */
function walkRows(table) {
  const rows = [...table.tBodies[0].rows];
  const help = document.querySelector("[data-keys-help]");
  const toggle = document.querySelector("[data-keys-toggle]");
  let at = -1, on = localStorage.getItem("toetsen") !== "uit";
  const name = () => { if (toggle) { toggle.hidden = false; toggle.textContent = on ? "Zet toetsen uit" : "Zet toetsen aan"; } };
  toggle?.addEventListener("click", () => { on = !on; localStorage.setItem("toetsen", on ? "aan" : "uit"); name(); });
  name();
  const go = (step) => {
    if (!rows.length) return;
    rows[at]?.classList.remove("is-current");
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add("is-current");
    const link = rows[at].querySelector("a");
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
  };
  addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const link = (selector) => rows[at]?.querySelector(selector);
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "o") link("a")?.click();
    else if (event.key === "r") (link("a[data-reply]") ?? link("a"))?.click();
    else if (event.key === "?" && help) help.hidden = !help.hidden;
    else return;
    event.preventDefault();
  });
}

/** Refreshes the names under a field while typing; the list that came with the page stays when it fails. */
function suggest(input) {
  const list = input.list;
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return;
    timer = setTimeout(async () => {
      try {
        const url = new URL(input.dataset.suggestUrl, location.href);
        url.searchParams.set("q", input.value.trim());
        const names = await (await fetch(url, { headers: { Accept: "application/json" } })).json();
        list.replaceChildren(...names.slice(0, 12).map((name) => Object.assign(document.createElement("option"), { value: name })));
      } catch { /* the first list is good enough */ }
    }, 250);
  });
}

/** "Weet ik niet" and "Later" exclude each other, and an answer takes them away. */
function openAnswers(form) {
  form.addEventListener("change", (event) => {
    const { target } = event;
    const field = target.dataset.openFor;
    if (field && target.checked) {
      for (const other of form.querySelectorAll(`[data-open-for="${CSS.escape(field)}"]`)) if (other !== target) other.checked = false;
      for (const answer of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) if (answer.type === "radio" || answer.type === "checkbox") answer.checked = false;
    } else if (!field && target.name) {
      for (const other of form.querySelectorAll(`[data-open-for="${CSS.escape(target.name)}"]`)) if (target.value) other.checked = false;
    }
  });
}

/** Hides a question that only follows on a certain answer to another. */
function followUps(form) {
  const later = [...form.querySelectorAll("[data-only-if]")];
  if (!later.length) return;
  const update = () => {
    const data = new FormData(form);
    for (const field of later) {
      const wanted = field.dataset.onlyValues.split(" ");
      field.hidden = !field.matches(".field--invalid, :has(.field--invalid)") && !data.getAll(field.dataset.onlyIf).some((value) => wanted.includes(value));
    }
  };
  form.addEventListener("change", update);
  update();
}

/** A second press of the same button does not send twice; the server would notice anyway. */
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
}

/** A list can be put in order by dragging; it presses the button that is there without script. */
function dragInOrder(list) {
  let dragged = null;
  for (const item of list.children) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => { dragged = item; event.dataTransfer.effectAllowed = "move"; });
    item.addEventListener("dragover", (event) => { if (dragged && dragged !== item) { event.preventDefault(); item.classList.add("is-target"); } });
    item.addEventListener("dragleave", () => item.classList.remove("is-target"));
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      const button = dragged?.querySelector("button[name=zet]");
      if (!button) return;
      button.value = `${dragged.dataset.reorderItem}:${[...list.children].indexOf(item)}`;
      button.click();
    });
  }
}

for (const list of document.querySelectorAll("[data-reorder]")) dragInOrder(list);
for (const form of document.querySelectorAll("form[data-draft-url]")) keepDrafts(form);
for (const form of document.querySelectorAll("form.form")) { openAnswers(form); followUps(form); sendOnce(form); }
for (const box of document.querySelectorAll("[data-session-ends]")) warnBeforeEnd(box);
for (const table of document.querySelectorAll("table[data-keys=inbox]")) walkRows(table);
for (const input of document.querySelectorAll("input[list][data-suggest-url]:not([data-suggest-url=''])")) suggest(input);
const exit = document.querySelector("[data-quick-exit]");
if (exit) leaveQuickly(exit);
document.querySelector("[data-focus]")?.focus();
