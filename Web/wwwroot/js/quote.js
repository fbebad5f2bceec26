// A quote or a contract adds up while it is typed, by the rule of the server: each line for itself, half a cent away from zero.
const form = document.querySelector("[data-quote]");
const WHOLE = 10000n;
const limits = form?.querySelector("[data-most-amount]").dataset;
const [MOST, MANY] = [BigInt(limits?.mostAmount ?? 0), BigInt(limits?.mostQuantity ?? 0) * 100n];

const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
const isOptional = (row) => part(row, "IsOptional")?.checked ?? false;
const optionOf = (row) => [...form.querySelectorAll("#products option")].find((option) => option.value.toLowerCase() === part(row, "ProductCode").value.trim().toLowerCase());

// Amounts as the server reads them: signs, groups, ten thousands; in hundredths as whole numbers, null for what it would not take.
const scales = [["千万", 10000000n], ["百万", 1000000n], ["million", 1000000n], ["mn", 1000000n], ["千", 1000n], ["万", 10000n], ["亿", 100000000n], ["k", 1000n], ["w", 10000n], ["m", 1000000n]];
const signs = /^(?:cn¥|¥|rmb|cny|人民币|元)|(?:¥|rmb|cny|元)$/g;

function hundredths(text) {
  const plain = text.normalize("NFKC").toLowerCase().trim().replace(/%$/, "").replace(signs, "").replace(/[\s']/g, "");
  const [suffix, scale] = scales.find(([ending]) => plain.endsWith(ending)) ?? ["", 1n];
  const number = plain.slice(0, plain.length - suffix.length);
  const found = /^(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d+))?$/.exec(number);
  // Three places after a short number can be thousands as well.
  if (!found || (scale === 1n && /^[1-9]\d{0,2}\.\d{3}$/.test(number))) return null;
  const [whole, places] = [found[1].replaceAll(",", ""), found[2] ?? ""];
  const [amount, unit] = [BigInt(whole + places) * scale * 100n, 10n ** BigInt(places.length)];
  return amount % unit === 0n ? amount / unit : null;
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
  // The approval reckons with no less than the catalogue says: what it said when a kept line was put in, else what it says now.
  const isKept = row.dataset.code && row.dataset.code.toLowerCase() === part(row, "ProductCode").value.trim().toLowerCase();
  const standard = isKept ? (row.dataset.standard ? BigInt(row.dataset.standard) : null) : known("cost");
  const typed = given(row, "UnitCost", known("cost"));
  const cost = typed !== null && standard !== null && typed < standard ? standard : (typed ?? standard);
  const isTyped = ["ProductCode", "Text", "LineText", "Quantity", "UnitPrice", "Discount", "UnitCost"].some((name) => part(row, name)?.value.trim());
  if (!isTyped) return null;
  const isWrong = row.hasAttribute("data-refused") || quantity === null || quantity % 100n !== 0n || quantity === 0n || price === null || discount === null || discount > WHOLE || tax === null || tax > WHOLE || quantity > MANY || price * quantity > MOST * 100n;
  if (isWrong) return { isWrong };
  const gross = (quantity / 100n) * price;
  const exTax = gross - share(gross, discount);
  return { exTax, tax: share(exTax, tax), cost: cost === null ? null : (quantity / 100n) * cost, optional: isOptional(row) };
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

// A sum of which a line can't be added up, or a margin of which a cost is not known, is not said.
function addUp() {
  const all = { exTax: 0n, tax: 0n, cost: 0n };
  let [isWhole, isCostKnown] = [true, true];
  for (const row of form.querySelectorAll("[data-line]")) {
    const line = sums(row);
    row.querySelector('[data-sum="line"]').value = line && !line.isWrong ? shown(line.exTax) : "–";
    if (!line || (line.isWrong && isOptional(row)) || line.optional) continue;
    if (line.isWrong) {
      isWhole = false;
      continue;
    }
    all.exTax += line.exTax;
    all.tax += line.tax;
    all.cost += line.cost ?? 0n;
    isCostKnown &&= line.cost !== null;
  }
  const told = (minor, isKnown = isWhole) => (isKnown ? shown(minor) : "–");
  put("exTax", told(all.exTax));
  put("tax", told(all.tax));
  put("inTax", told(all.exTax + all.tax));
  const isKnown = isWhole && isCostKnown;
  put("cost", told(all.cost, isKnown));
  put("margin", told(all.exTax - all.cost, isKnown));
  const rate = !isKnown || all.exTax === 0n ? null : Number(((all.exTax - all.cost) * WHOLE) / all.exTax);
  const place = put("marginRate", rate === null ? "–" : `${(rate / 100).toFixed(1)}%`);
  const isThin = rate === null ? isKnown && all.cost > 0n : rate < Number(limits.leastMargin);
  place?.classList.toggle("overdue", isThin);
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
  const name = row.querySelector("[data-name]");
  if (name && (option || !part(row, "ProductCode").value.trim())) name.textContent = option?.textContent ?? "";
}

// What is still left out of the line in which somebody types is not held against him, nor a product's number that he has not finished.
const isBeingTyped = (field) => {
  const row = document.activeElement?.closest("[data-line]");
  const isOpen = field?.value.trim() === "" || (field === document.activeElement && field.dataset.part === "ProductCode");
  return isOpen && row !== undefined && row === field.closest("[data-line]");
};

// Each field says whether what stands in it can be, as the server answered; what an earlier answer said of it is gone.
function mark(faults) {
  for (const field of form.querySelectorAll("[data-line] input[data-part]")) {
    const fault = faults.get(field.name);
    field.classList.toggle("is-invalid", fault !== undefined);
    if (fault) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", fault.id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    document.getElementById(`${field.id}-error`)?.remove();
  }
  for (const row of form.querySelectorAll("[data-line]")) row.toggleAttribute("data-refused", [...row.querySelectorAll("[data-part]")].some((field) => faults.has(field.name)));
}

// What can be and whether an approval will be needed is for the server's rules to say.
let asked = 0;
async function judge(turn) {
  const body = new FormData(form);
  body.set("act", "Judge");
  // It has no effect: the form keeps its one.
  body.delete("__Unique");
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (answer?.status !== 200 || turn !== asked) return;
  const told = document.createElement("template");
  told.innerHTML = await answer.text();
  const products = form.querySelector("#products");
  const known = new Set([...products.options].map((option) => option.value));
  for (const option of told.content.querySelectorAll("option")) if (!known.has(option.value)) products.append(option);
  told.content.querySelector("datalist").remove();
  const faults = new Map();
  for (const fault of told.content.querySelectorAll("[data-field]")) {
    if (isBeingTyped(form.elements[fault.dataset.field])) fault.remove();
    else faults.set(fault.dataset.field, fault);
  }
  const place = form.querySelector("#judgement");
  if (place.innerHTML !== told.innerHTML) place.replaceChildren(told.content);
  mark(faults);
  form.querySelectorAll("[data-line]").forEach(suggest);
  addUp();
}

function ask(wait) {
  if (!form.querySelector("#judgement")) return;
  const turn = ++asked;
  setTimeout(() => turn === asked && judge(turn), wait);
}

if (form) {
  const rows = [...form.querySelectorAll("[data-line]")];
  rows.forEach(suggest);
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-line]");
    if (!row) return;
    row.removeAttribute("data-refused");
    if (event.target.dataset.part === "ProductCode") suggest(row);
    addUp();
    ask(400);
  });
  // A line that was left is looked at as a whole.
  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("[data-line]");
    if (row && asked > 0 && row !== event.relatedTarget?.closest("[data-line]")) ask(0);
  });
  if (rows.some((row) => sums(row))) addUp();
}
