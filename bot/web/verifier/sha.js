// SHA-256 and HMAC, written out: a page opened from a disk or over plain HTTP is given no crypto.subtle.

const ROUNDS = new Int32Array(64);
const START = new Int32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  let d = 2;
  while (n % d) d++;
  if (d < n) continue;
  const fraction = (root) => (root % 1) * 2 ** 32;
  if (found < 8) START[found] = fraction(Math.sqrt(n));
  ROUNDS[found++] = fraction(Math.cbrt(n));
}
const W = new Int32Array(64);

const turn = (word, by) => (word >>> by) | (word << (32 - by));

function compress(state, bytes, at) {
  for (let i = 0; i < 16; i++, at += 4) {
    W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const t = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    W[i] = (W[i - 16] + s + W[i - 7] + t) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i++) {
    const s = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t = (h + s + ((e & f) ^ (~e & g)) + ROUNDS[i] + W[i]) | 0;
    const u = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const v = (u + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t) | 0;
    d = c; c = b; b = a; a = (t + v) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function sha256(bytes) {
  const state = START.slice();
  const whole = bytes.length & ~63;
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at);
  const rest = bytes.subarray(whole);
  const end = new Uint8Array(rest.length < 56 ? 64 : 128);
  end.set(rest);
  end[rest.length] = 128;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, bytes.length / 2 ** 29);
  view.setUint32(end.length - 4, bytes.length << 3);
  for (let at = 0; at < end.length; at += 64) compress(state, end, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

// The key has 32 bytes.
function hmac(key, bytes) {
  const padded = (filling) => Uint8Array.from({ length: 64 }, (_, i) => key[i] ^ filling);
  return sha256(joined(padded(0x5c), sha256(joined(padded(0x36), bytes))));
}

const encoder = new TextEncoder();
const bytesOf = (text) => encoder.encode(text);
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hexOf = (bytes) => bytes.reduce((hex, byte) => hex + PAIRS[byte], "");
const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
const digest = (text) => hexOf(sha256(bytesOf(text)));
