// Strict JSON: JSON.parse would take the last of two keys of one name, and hide how a number was written.

const DEEPEST = 500;
const MOST_VALUES = 100_000;
const TOKEN = /[ \t\n\r]*(?:(true|false|null)|(-?(?:0|[1-9][0-9]*))((?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|([^]?))/y;

function readJson(text) {
  let at = 0;
  let values = 0;

  function token() {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    at = TOKEN.lastIndex;
    return found;
  }

  function ahead(sign) {
    const before = at;
    if (token()[4] === sign) return true;
    at = before;
    return false;
  }

  function must(right) {
    if (!right) throw SyntaxError();
  }

  // From behind its first quote.
  function string() {
    const start = at - 1;
    for (;;) {
      at = text.indexOf('"', at) + 1;
      must(at);
      let before = at - 2;
      while (text[before] === "\\") before--;
      if ((at - before) % 2 === 0) return JSON.parse(text.slice(start, at));
    }
  }

  function value(depth) {
    must(++values < MOST_VALUES);
    const [, word, whole, rest, sign] = token();
    if (word) return JSON.parse(word);
    // Only whole numbers are of use; others are there, but equal to nothing.
    if (whole) return rest || whole.length > 17 ? NaN : BigInt(whole);
    if (sign === '"') return string();
    const list = sign === "[";
    must(depth < DEEPEST && (list || sign === "{"));
    const found = list ? [] : Object.create(null);
    const end = list ? "]" : "}";
    if (ahead(end)) return found;
    do {
      must(list || ahead('"'));
      const key = list ? found.length : string();
      must(!(key in found) && (list || ahead(":")));
      found[key] = value(depth + 1);
    } while (ahead(","));
    must(ahead(end));
    return found;
  }

  const read = value(0);
  must(ahead(""));
  return read;
}
