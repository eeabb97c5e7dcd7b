// Reads along with a reply while it is written: asks the own server a moment after the last key. Without this script the
// button Controleer does the same. Nothing is kept here.

const box = document.querySelector("[data-review]");
const form = document.querySelector("form[data-review-url]");

async function ask(signal) {
  const body = new URLSearchParams({ body: form.elements.namedItem("body").value, csrf_token: form.elements.namedItem("csrf_token").value });
  const answer = await fetch(form.dataset.reviewUrl, { method: "POST", body, signal, credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.text();
}

function show(html) {
  const open = new Set([...box.querySelectorAll("details[open]")].map((part) => part.id));
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of page.querySelectorAll("details")) part.open = open.has(part.id);
  box.replaceChildren(...page.body.childNodes);
}

if (box && form) {
  let timer = 0, flight = null;
  form.addEventListener("input", (event) => {
    if (event.target.name !== "body") return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      flight?.abort();
      flight = new AbortController();
      try { show(await ask(flight.signal)); } catch { /* the button still reads along */ }
    }, 900);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); flight?.abort(); });
}
