// Light or dark: the system decides until a person chooses, and the choice stays.

const KEY = "playground.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => remembered(KEY);
export const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";

export function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

export function toggleTheme() {
  remember(KEY, isDark() ? "light" : "dark");
  applyTheme();
}

export function followSystem(then) {
  system.addEventListener("change", () => {
    applyTheme();
    then();
  });
}

// What a browser keeps for this page; a browser that keeps nothing is no fault.
export function remembered(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse; the page works without a memory.
  }
}
