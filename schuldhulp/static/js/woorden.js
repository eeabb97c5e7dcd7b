// Asks 'bedoelt u …?' at a word that is not on the list of codewords. What is typed stays in the browser.

const box = document.querySelector("[data-codewords]");
const field = document.querySelector(`[name="${box?.dataset.for}"]`);
let listed = null;

const typed = () => field.value.toLowerCase().match(/[a-z]+/g) ?? [];

/** Whether one letter changed, added or left out turns one word into the other. */
function near(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}

function replace(wrong, right) {
  field.value = field.value.replace(new RegExp(`(?<![a-z])${wrong}(?![a-z])`, "i"), right);
  field.focus();
  look();
}

function line(word) {
  const text = document.createElement("p");
  const found = [...listed].filter((each) => near(word, each)).slice(0, 4);
  text.className = "muted";
  text.append(`‘${word}’ staat niet in onze lijst van woorden.`, found.length ? " Bedoelt u " : "");
  found.forEach((each, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = each;
    button.addEventListener("click", () => replace(word, each));
    text.append(n ? " of " : "", button);
  });
  text.append(found.length ? "?" : " Kijk nog eens op uw kaart.");
  return text;
}

async function look() {
  if (!listed) {
    const answer = await fetch(box.dataset.codewords).catch(() => null);
    if (!answer?.ok) return;
    listed = new Set((await answer.text()).split("\n"));
  }
  box.replaceChildren(...typed().filter((word) => !listed.has(word)).map(line));
}

field?.addEventListener("change", look);
