// A quote adds up while it is typed, by the rule of the server: each line for itself, half a cent away from zero.
const form = document.querySelector("[data-quote]");
const WHOLE = 10000n;

const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
const optionOf = (row) => [...form.querySelectorAll("#products option")].find((option) => option.value.toLowerCase() === part(row, "ProductCode").value.trim().toLowerCase());

// Hundredths as whole numbers; null for what only the server can read.
function hundredths(text) {
  const plain = text.trim().replace(/%$/, "").replaceAll(",", "");
  const found = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 100n + BigInt((found[2] ?? "").padEnd(2, "0")) : null;
}

const given = (row, name, otherwise) => {
  const text = part(row, name)?.value ?? "";
  return text.trim() === "" ? otherwise : hundredths(text);
};

const share = (amount, points) => (2n * amount * points + WHOLE) / (2n * WHOLE);

function sums(row) {
  const option = optionOf(row);
  const known = (name) => (option?.dataset[name] ? BigInt(option.dataset[name]) : null);
  const quantity = given(row, "Quantity", 100n);
  const [price, discount, tax] = [given(row, "UnitPrice", known("price")), given(row, "Discount", 0n), given(row, "TaxRate", known("tax") ?? 0n)];
  const cost = given(row, "UnitCost", known("cost"));
  if (quantity === null || quantity % 100n !== 0n || quantity === 0n || price === null || discount === null || discount > WHOLE || tax === null) return null;
  const gross = (quantity / 100n) * price;
  const exTax = gross - share(gross, discount);
  return { exTax, tax: share(exTax, tax), cost: cost === null ? null : (quantity / 100n) * cost, optional: part(row, "IsOptional").checked };
}

function shown(minor) {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${minor < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
}

const put = (name, text) => {
  const place = form.querySelector(`[data-sum="${name}"]`);
  if (place) place.value = text;
  return place;
};

// What no discount can be is said at once, in the words that saving would say it in.
function tellFaults(rows) {
  const place = form.querySelector("[data-faults]");
  const faults = rows.flatMap((row, at) => {
    const [discount, field] = [given(row, "Discount", 0n), part(row, "Discount")];
    const wrong = discount !== null && discount > WHOLE;
    field.classList.toggle("is-invalid", wrong);
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return wrong ? [place.dataset.faults.replace("{line}", at + 1).replace("{discount}", field.value.trim().replace(/%$/, ""))] : [];
  });
  const text = faults.join(" ");
  if (place.textContent !== text) place.textContent = text;
}

function addUp() {
  const all = { exTax: 0n, tax: 0n, cost: 0n };
  for (const row of form.querySelectorAll("[data-line]")) {
    const line = sums(row);
    row.querySelector('[data-sum="line"]').value = line ? shown(line.exTax) : "–";
    if (!line || line.optional) continue;
    all.exTax += line.exTax;
    all.tax += line.tax;
    all.cost += line.cost ?? 0n;
  }
  put("exTax", shown(all.exTax));
  put("tax", shown(all.tax));
  put("inTax", shown(all.exTax + all.tax));
  put("cost", shown(all.cost));
  put("margin", shown(all.exTax - all.cost));
  const rate = all.exTax === 0n ? null : Number(((all.exTax - all.cost) * WHOLE) / all.exTax);
  const place = put("marginRate", rate === null ? "–" : `${(rate / 100).toFixed(1)}%`);
  place?.classList.toggle("overdue", rate !== null && rate < Number(form.querySelector("[data-least-margin]").dataset.leastMargin));
}

// What is left empty is what the price list says: it shows in the field without being typed.
function suggest(row) {
  const option = optionOf(row);
  const say = (name, minor) => {
    const field = part(row, name);
    if (field) field.placeholder = minor ? shown(BigInt(minor)) : "";
  };
  say("UnitPrice", option?.dataset.price);
  say("TaxRate", option?.dataset.tax);
  say("UnitCost", option?.dataset.cost);
}

if (form) {
  const rows = [...form.querySelectorAll("[data-line]")];
  rows.forEach(suggest);
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-line]");
    if (!row) return;
    if (event.target.dataset.part === "ProductCode") suggest(row);
    addUp();
    if (event.target.dataset.part === "Discount") tellFaults(rows);
  });
  if (rows.some((row) => sums(row))) addUp();
}
