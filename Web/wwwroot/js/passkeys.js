// Asks the device for a passkey: a form with data-passkey="create" or "get" gets its answer and is sent with it.
const known = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!known) continue;
  form.querySelector("[data-passkey-missing]")?.setAttribute("hidden", "");
  for (const button of form.querySelectorAll("[data-passkey-button]")) button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form).catch(() => {}).finally(() => HTMLFormElement.prototype.submit.call(form));
  });
}

// What comes back empty is sent too: the server says what to do then, be it to show again who one is.
async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), redirect: "error" });
  const options = await answer.json();
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.querySelector("[name$=redential]").value = JSON.stringify(credential);
}
