// Elements from plain values: text becomes text nodes, nothing here ever reads markup.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) give(element, name, value);
  return fill(element, children);
}

function give(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "vars") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

export function fill(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export function refill(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

export function svg(paths, size = 24) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("width", size);
  drawing.setAttribute("height", size);
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    drawing.append(path);
  }
  return drawing;
}

// Keeps the elements whose value did not change, so that focus, scroll and running animations survive a redraw.
export function reconcile(parent, items, keyOf, draw) {
  const before = new Map([...parent.children].map((child) => [child.drawnKey, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const old = before.get(key);
    before.delete(key);
    const kept = old && sameItem(old.drawnFrom, item);
    const element = kept ? old : draw(item, old);
    element.drawnKey = key;
    element.drawnFrom = item;
    if (!kept && old && element !== old) {
      if (place === old) place = element;
      const focused = focusWithin(old);
      old.replaceWith(element);
      focusAgain(element, focused);
    }
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of before.values()) gone.remove();
}

// A redrawn line keeps the focus at the same place in it, or on itself.
function focusWithin(element) {
  const focused = document.activeElement;
  if (element === focused) return { itself: true };
  if (!element.contains(focused)) return undefined;
  const alike = focused.className ? `.${CSS.escape(focused.classList[0])}` : focused.tagName;
  return { alike, place: [...element.querySelectorAll(alike)].indexOf(focused) };
}

function focusAgain(element, focused) {
  const again = focused?.itself ? element : focused && element.querySelectorAll(focused.alike)[focused.place];
  again?.focus({ preventScroll: true });
}

function sameItem(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) =>
    Array.isArray(one[name]) && Array.isArray(other[name])
      ? one[name].length === other[name].length && one[name].every((value, i) => value === other[name][i])
      : one[name] === other[name],
  );
}
