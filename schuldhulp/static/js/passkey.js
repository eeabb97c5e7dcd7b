// Asks the browser for a passkey and sends its answer with the form. Without it the password works.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** What the server asks, with bytes where it wrote text. */
function options(asked) {
  asked.challenge = decode(asked.challenge);
  if (asked.user) asked.user.id = decode(asked.user.id);
  for (const list of [asked.excludeCredentials, asked.allowCredentials]) for (const one of list ?? []) one.id = decode(one.id);
  return asked;
}

/** An answer as JSON: every part that is bytes as text. */
function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encode(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: encode(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function ask(form) {
  const csrf = form.querySelector("input[name=csrf_token]").value;
  const answer = await fetch(form.dataset.passkeyUrl, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": csrf, Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const publicKey = options(await answer.json());
  return written(await navigator.credentials[form.dataset.passkey]({ publicKey }));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  // A passkey belongs to a name: at a bare number no device shows one.
  if (!window.PublicKeyCredential || (form.dataset.passkey === "get" && /^[\d.:[\]]+$/.test(location.hostname))) continue;
  const line = form.querySelector("[data-passkey-line]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    line.textContent = "";
    try {
      form.querySelector("input[name=antwoord]").value = await ask(form);
      form.submit();
    } catch {
      line.textContent = "Dat lukte niet. Probeer het nog eens, of kies een andere manier.";
    }
  });
}
