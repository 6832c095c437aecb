// What lies over a column for a moment: alerts, questions, forms, menus and toasts. Esc closes, focus returns.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const FOCUSABLE = "button:not(:disabled), input, select, textarea, a[href], [tabindex='0']";
const TOAST_MS = 3500;

// Puts `card` over `host`; resolves with what `close(value)` was given, or nothing when dismissed.
export function over(host, card, { kind = "sheet", label } = {}) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    const scrim = h("div", { class: `scrim ${kind}` }, card);
    const close = (value) => {
      if (!scrim.isConnected) return;
      scrim.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(value);
    };
    card.setAttribute("role", card.getAttribute("role") ?? "dialog");
    card.setAttribute("aria-modal", "true");
    if (label) card.setAttribute("aria-label", label);
    card.closeWith = close;
    scrim.addEventListener("pointerdown", (event) => event.target === scrim && (event.preventDefault(), close()));
    scrim.addEventListener("keydown", (event) => onKey(event, card, close));
    host.append(scrim);
    (card.querySelector("[data-first]") ?? card.querySelector(FOCUSABLE))?.focus({ preventScroll: true });
  });
}

function onKey(event, card, close) {
  event.stopPropagation();
  if (event.key === "Escape") return close();
  if (event.key !== "Tab") return undefined;
  const all = [...card.querySelectorAll(FOCUSABLE)];
  const edge = event.shiftKey ? all[0] : all[all.length - 1];
  if (document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0]).focus();
  }
  return undefined;
}

export function alertIn(host, text, title) {
  const card = h(
    "div",
    { class: "card alert", role: "alertdialog" },
    title && h("h2", { class: "card-title" }, title),
    h("p", { class: "card-text" }, text),
    h(
      "div",
      { class: "card-foot" },
      h("button", { type: "button", class: "action", data: { first: "" }, onclick: () => card.closeWith() }, say("ok")),
    ),
  );
  return over(host, card, { label: title ?? text });
}

export function askIn(host, text, yes, danger = false) {
  const card = h(
    "div",
    { class: "card alert", role: "alertdialog" },
    h("p", { class: "card-text" }, text),
    h(
      "div",
      { class: "card-foot" },
      h("button", { type: "button", class: "action", onclick: () => card.closeWith(false) }, say("cancel")),
      h(
        "button",
        {
          type: "button",
          class: `action ${danger ? "danger" : "main"}`,
          data: { first: "" },
          onclick: () => card.closeWith(true),
        },
        yes,
      ),
    ),
  );
  return over(host, card, { label: text });
}

// `fields` are elements with a name, each with its label; resolves with { name: value } (a list where several were ticked) or nothing.
export function formIn(host, title, fields, yes) {
  const form = h(
    "form",
    { class: "card form", novalidate: true },
    h("h2", { class: "card-title" }, title),
    fields,
    h(
      "div",
      { class: "card-foot" },
      h("button", { type: "button", class: "action", onclick: () => form.closeWith() }, say("cancel")),
      h("button", { type: "submit", class: "action main" }, yes),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = [...form.elements].find((one) => one.required && !one.value.trim());
    if (missing) missing.focus();
    else form.closeWith(values(form));
  });
  return over(host, form, { label: title });
}

function values(form) {
  const data = new FormData(form);
  return Object.fromEntries(
    [...new Set(data.keys())].map((name) => [name, data.getAll(name).length > 1 ? data.getAll(name) : data.get(name)]),
  );
}

export function field(label, input) {
  return h("label", { class: "field" }, h("span", {}, label), input);
}

export function textField(
  name,
  label,
  { value = "", required = false, placeholder = "", type = "text", maxlength = 255 } = {},
) {
  return field(
    label,
    h("input", { name, value, required, placeholder, type, maxlength, autocomplete: "off", class: "input" }),
  );
}

export function choiceField(name, label, choices, chosen) {
  const select = h(
    "select",
    { name, class: "input" },
    choices.map(([value, text]) => h("option", { value }, text)),
  );
  if (chosen !== undefined) select.value = chosen;
  return field(label, select);
}

// `items` are [icon, text, deed, danger?]; the menu opens below the point (or above, where it says so) and stays within the host.
export function menuIn(host, point, items) {
  const card = h(
    "div",
    { class: "card menu", role: "menu" },
    items.filter(Boolean).map(([sign, text, deed, danger]) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: danger ? "danger" : "",
          onclick: () => {
            card.closeWith();
            deed();
          },
        },
        icon(sign, 20),
        text,
      ),
    ),
  );
  card.addEventListener("keydown", (event) => walk(event, card));
  const closed = over(host, card, { kind: "clear" });
  const frame = host.getBoundingClientRect();
  const left = Math.min(point.x - frame.left, frame.width - card.offsetWidth - 8);
  const top = Math.min(
    point.y - frame.top - (point.above ? card.offsetHeight : 0),
    frame.height - card.offsetHeight - 8,
  );
  card.style.setProperty("left", `${Math.max(8, left)}px`);
  card.style.setProperty("top", `${Math.max(8, top)}px`);
  return closed;
}

function walk(event, card) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...card.querySelectorAll("button")];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
}

export const above = (element) => {
  const box = element.getBoundingClientRect();
  return { x: box.left, y: box.top - 6, above: true };
};

export const under = (element) => {
  const box = element.getBoundingClientRect();
  return { x: box.right - 220, y: box.bottom + 4 };
};

export function toastIn(host, text) {
  for (const old of host.querySelectorAll(":scope > .toast")) old.remove();
  const toast = h("div", { class: "toast", role: "status" }, text);
  host.append(toast);
  setTimeout(() => toast.remove(), TOAST_MS);
}
