// Keeps a page of the chat hour up to date: asks the page itself again every few seconds, and takes over what is live in
// it. Sends a line without leaving the page. Without this script the buttons on the page do the same.

const root = document.querySelector("[data-poll]");
const form = document.querySelector("form.chat-box");
const box = form?.elements.namedItem("words");
const said = document.querySelector("[data-chat-said]");
const say = (text) => { if (said && said.textContent !== text) said.textContent = text; };

/** Takes the live parts of a newer copy of this page; a line that is there already stays as it is. */
function take(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector("[data-poll]");
  if (!next || next.dataset.stage !== root.dataset.stage) return false;
  for (const part of root.querySelectorAll("[data-live]")) {
    const fresh = next.querySelector(`#${CSS.escape(part.id)}`);
    if (fresh && fresh.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
  }
  const list = root.querySelector("[data-live-lines]");
  const added = [...(next.querySelector("[data-live-lines]")?.children ?? [])].filter((line) => !document.getElementById(line.id));
  if (list && added.length) {
    list.append(...added);
    toEnd();
  }
  return true;
}

function toEnd() {
  const log = root.querySelector(".chat-log");
  if (log) log.scrollTop = log.scrollHeight;
}

const typed = () => Boolean(box?.value.trim());
const newToken = () => crypto.randomUUID().replaceAll("-", "");

/** The page is about something else now: show it, unless something is being typed; then say so. */
function goOn(html) {
  if (take(html)) return true;
  if (typed()) say("Er is iets veranderd. Wat u schreef, blijft staan tot u het verstuurt.");
  else location.reload();
  return false;
}

if (root) {
  let last = Date.now(), asking = false, timer = 0;
  const idle = Number(root.dataset.idle ?? 0) * 60000;
  const pause = Number(root.dataset.poll) * 1000;
  for (const kind of ["pointerdown", "keydown", "focus"]) addEventListener(kind, () => { last = Date.now(); }, true);

  async function look() {
    timer = 0;
    if (idle && Date.now() - last > idle) { say("Bent u er nog? Klik of typ iets, dan kijkt deze pagina weer mee."); again(); return; }
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (answer.redirected || !answer.ok) {
        if (!typed() && answer.status < 500) { location.reload(); return; }
        say("Wij kunnen nu niet kijken of er iets nieuws is. Wat u schreef, staat er nog.");
      } else if (goOn(await answer.text()) && said?.textContent.startsWith("Wij kunnen nu niet")) say("");
    } catch { say("Er is even geen verbinding. Wat u schreef, staat er nog."); }
    asking = false;
    again();
  }
  function again() { clearTimeout(timer); timer = setTimeout(look, pause); }

  form?.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || event.submitter?.name === "actie" || !typed()) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin", headers: { Accept: "text/html" } });
      if (!answer.ok || !answer.redirected) throw new Error(String(answer.status));
      box.value = "";
      form.elements.namedItem("token").value = newToken();
      say("");
      goOn(await answer.text());
      box.focus();
    } catch { form.submit(); } finally { delete form.dataset.sent; }
  });
  addEventListener("pageshow", toEnd);
  toEnd();
  again();
}
