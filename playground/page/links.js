// Which addresses may be followed, and which of them stay inside: t.me and tg links open chats here.

const OUTSIDE = new Set(["http:", "https:"]);
const OURS = new Set(["t.me", "telegram.me", "telegram.dog"]);

// A string that may be put into an href, or nothing.
export function safeAddress(text) {
  const address = parse(text);
  return address && OUTSIDE.has(address.protocol) ? address.href : undefined;
}

export function isTelegramLink(text) {
  const address = parse(text);
  if (!address) return false;
  return address.protocol === "tg:" || (OUTSIDE.has(address.protocol) && OURS.has(address.hostname));
}

// Adds what people leave out: "t.me/x" and "example.org" are meant as https.
export function wholeAddress(text) {
  const trimmed = text.trim();
  return /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
}

function parse(text) {
  try {
    return new URL(wholeAddress(text));
  } catch {
    return undefined;
  }
}
