// What a change order would make of the contract is said by the server while it is typed, and what can't go at its field.
const form = document.querySelector("[data-change-order]");
let asked = 0;

function fault(field, told) {
  document.getElementById(`${field.id}-error`)?.remove();
  for (const name of ["aria-invalid", "aria-describedby"]) {
    const value = told?.getAttribute(name);
    if (value) field.setAttribute(name, value);
    else field.removeAttribute(name);
  }
  field.classList.toggle("is-invalid", told?.classList.contains("is-invalid") ?? false);
  const said = told?.parentElement.querySelector(".field-error");
  if (said) field.after(document.adoptNode(said));
}

async function tell(turn) {
  const body = new FormData(form);
  body.set("act", "AddUp");
  // It has no effect: the form keeps its one.
  body.delete("__Unique");
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (turn !== asked || (answer?.status !== 200 && answer?.status !== 422)) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = page.getElementById("effect");
  if (turn !== asked || !told) return;
  const place = form.querySelector("#effect");
  if (place.innerHTML !== told.innerHTML) place.replaceChildren(...told.childNodes);
  for (const field of form.querySelectorAll("#removed input[type=text]")) fault(field, page.getElementById(field.id));
}

form?.addEventListener("input", () => {
  const turn = ++asked;
  setTimeout(() => turn === asked && tell(turn), 400);
});
