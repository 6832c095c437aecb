// Whether a signature is of drand quicknet: BLS12-381, short signatures on G1, hashing as in RFC 9380.
// Plain BigInt: what is checked is public, so that nothing here has to take the same time always.

// All follows from the curve's parameter: the prime of the numbers, and the prime count of points.
const X = -0xd201000000010000n;
const R = X ** 4n - X ** 2n + 1n;
const P = ((X - 1n) ** 2n * R) / 3n + X;
const LOW = 2n ** 381n - 1n; // without the three flags of a published point

// Numbers modulo P.
const mod = (a) => ((a %= P) < 0n ? a + P : a);

// Powers and multiples, from nothing: each bit doubles, and each one adds.
function climb(steps, nothing, base, join) {
  let at = nothing;
  for (const bit of steps.toString(2)) {
    at = join(at, at);
    if (bit === "1") at = join(at, base);
  }
  return at;
}

function inverse(a) {
  let [r, s, t, u] = [P, mod(a), 0n, 1n];
  while (s) {
    const q = r / s;
    [r, s, t, u] = [s, r - q * s, u, t - q * u];
  }
  return mod(t);
}

function root(square) {
  const found = climb((P + 1n) / 4n, 1n, square, (a, b) => (a * b) % P);
  return (found * found) % P === square ? found : null;
}

// Points of y² = x³ + 4 as [X, Y, Z] with x = X/Z, y = Y/Z; one sum for all cases (Renes, Costello, Batina 2015).
const NOWHERE = [0n, 1n, 0n];

function plus([x1, y1, z1], [x2, y2, z2]) {
  const xx = x1 * x2;
  const yy = y1 * y2;
  const zz = (12n * z1 * z2) % P;
  const xy = (x1 * y2 + x2 * y1) % P;
  const yz = (y1 * z2 + y2 * z1) % P;
  const xz = (12n * (x1 * z2 + x2 * z1)) % P;
  const less = (yy - zz) % P;
  const more = (yy + zz) % P;
  return [mod(xy * less - yz * xz), mod(more * less + 3n * xx * xz), mod(yz * more + 3n * xx * xy)];
}

const times = (scalar, point) => climb(scalar, NOWHERE, point, plus);

function flat([x, y, z]) {
  const w = inverse(z);
  return [(x * w) % P, (y * w) % P];
}

// A point that is not on the curve, not in the subgroup of prime order, or nowhere, gives null.
function decoded(bytes) {
  const flags = bytes[0] >> 5;
  const x = BigInt("0x" + hexOf(bytes)) & LOW;
  if (flags < 4 || flags > 5 || x >= P) return null;
  const y = root((x ** 3n + 4n) % P);
  if (y === null) return null;
  const point = [x, y > P / 2n === (flags === 5) ? y : P - y, 1n];
  return times(R, point)[2] ? null : point;
}

// Hash to a point: onto another curve y² = x³ + A x + B, from there by an isogeny of degree 11, into the subgroup.
const A = 0x144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1dn;
const B = 0x12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0n;
const TAG = bytesOf("BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");

// The isogeny's kernel: x of a point of order 11, and of its doubles. Vélu's formulas need no more.
const KERNEL = [0x10ef325dd1e98bdf0d97a4c6b7f968ed7f31f2fbff088acb39d5319cfc261ea18773405f325612742f0c5d90634bcf4n];
const onOther = (x) => mod(x ** 3n + A * x + B);
while (KERNEL.length < 5) {
  const x = KERNEL[KERNEL.length - 1];
  KERNEL.push(mod((x ** 4n - 2n * A * x * x - 8n * B * x + A * A) * inverse(4n * onOther(x))));
}

function isogeny([x, y]) {
  let [across, along] = [x, 1n];
  for (const k of KERNEL) {
    const t = 2n * (3n * k * k + A);
    const u = 4n * onOther(k);
    const d = inverse(x - k);
    across += d * (t + u * d);
    along -= d * d * (t + 2n * u * d);
  }
  return [mod(across * inverse(121n)), mod(y * along * inverse(1331n)), 1n];
}

function mapped(u) {
  const v = mod(11n * u * u);
  const w = mod(v * v + v);
  let x = w ? mod(-B * inverse(A) * (1n + inverse(w))) : mod(B * inverse(11n * A));
  let y = root(onOther(x));
  if (y === null) {
    x = (v * x) % P;
    y = root(onOther(x));
  }
  return isogeny([x, y % 2n === u % 2n ? y : P - y]);
}

function hashedToPoint(message) {
  const tail = joined(TAG, [43]);
  const first = sha256(joined(new Uint8Array(64), message, [0, 128, 0], tail));
  let block = new Uint8Array(32);
  const blocks = [1, 2, 3, 4].map((i) => (block = sha256(joined(first.map((byte, at) => byte ^ block[at]), [i], tail))));
  const number = (i) => mod(BigInt("0x" + hexOf(joined(blocks[i], blocks[i + 1]))));
  return times(1n - X, plus(mapped(number(0)), mapped(number(2))));
}

// Numbers a + bi with i² = -1.
const sum2 = ([a, b], [c, d]) => [a + c, b + d];
const less2 = ([a, b], [c, d]) => [a - c, b - d];
const times2 = ([a, b], [c, d]) => [mod(a * c - b * d), mod(a * d + b * c)];
const scaled2 = ([a, b], n) => [mod(a * n), mod(b * n)];
const inverse2 = ([a, b]) => scaled2([a, -b], inverse(a * a + b * b));

// Polynomials of w with such coefficients, w⁶ = 1 + i: twelve numbers in a row, real before imaginary.
const ONE = [1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];

function times12(f, g) {
  const sums = new Array(24).fill(0n);
  for (let i = 0; i < 12; i += 2) {
    const [a, b] = [f[i], f[i + 1]];
    if (!a && !b) continue;
    for (let j = 0; j < 12; j += 2) {
      const [c, d] = [g[j], g[j + 1]];
      sums[i + j] += a * c - b * d;
      sums[i + j + 1] += a * d + b * c;
    }
  }
  return ONE.map((_, i) => mod(sums[i] + (i % 2 ? sums[i + 12] + sums[i + 11] : sums[i + 12] - sums[i + 13])));
}

// f to the power P: coefficients are mirrored and turned by the powers of 1 + i to (P - 1) / 6.
const TURN = climb((P - 1n) / 6n, [1n, 0n], [1n, 1n], times2);
const TURNS = [[1n, 0n]];
while (TURNS.length < 6) TURNS.push(times2(TURNS[TURNS.length - 1], TURN));
const toP = (f) => TURNS.flatMap((turn, i) => times2([f[2 * i], -f[2 * i + 1]], turn));
const toX = (f) => climb(-X, ONE, f, times12);
const mirrored = (f) => f.map((n, i) => (i & 2 ? mod(-n) : n)); // to the power P⁶

// Whether f to the power (P¹² - 1) / R is 1, or three times that power, which R does not divide: with x for -X,
// 3 (P⁴ - P² + 1) / R = (x + 1)² (P - x) (x² + P² - 1) + 3. What it takes away stands below a fraction's line.
function vanishes(f) {
  const g = times12(toP(toP(f)), f);
  let h = times12(toX(g), g);
  h = times12(toX(h), h);
  const h1 = toX(h);
  const h2 = toX(h1);
  const above = [toP(h2), toP(toP(toP(h))), h1, g, g, g].reduce(times12);
  const below = [toP(h), toX(h2), toP(toP(h1))].reduce(times12);
  return String(times12(above, mirrored(below))) === String(times12(below, mirrored(above)));
}

// The product of the pairings of points with keys is 1. The minus of the curve's parameter changes nothing about that.
function pairUp(pairs) {
  let f = ONE;
  const bound = pairs.map(([point, key]) => ({ at: flat(point), key, here: key }));
  const meet = (pair, other, slope) => {
    const [x, y] = pair.here;
    const [c, d] = less2(times2(slope, x), y);
    const [e, g] = scaled2(slope, -pair.at[0]);
    f = times12([c, d, 0n, 0n, e, g, pair.at[1], 0n, 0n, 0n, 0n, 0n], f);
    const next = less2(times2(slope, slope), sum2(x, other[0]));
    pair.here = [next.map(mod), less2(times2(slope, less2(x, next)), y).map(mod)];
  };
  for (const bit of (-X).toString(2).slice(1)) {
    f = times12(f, f);
    for (const pair of bound) {
      const [x, y] = pair.here;
      meet(pair, pair.here, times2(scaled2(times2(x, x), 3n), inverse2(sum2(y, y))));
      if (bit === "0") continue;
      const [u, v] = pair.here;
      meet(pair, pair.key, times2(less2(v, pair.key[1]), inverse2(less2(u, pair.key[0]))));
    }
  }
  return vanishes(f);
}

// G2's generator and quicknet's key, as they are published: x, its imaginary half first; of two y the smaller is meant.
const [G2, QUICKNET] = [
  "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
  "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
].map((hex) => {
  const [imaginary, real] = [0, 96].map((at) => BigInt("0x" + hex.slice(at, at + 96)) & LOW);
  const x = [real, imaginary];
  const [a, b] = sum2(times2(times2(x, x), x), [4n, 4n]);
  const size = root(mod(a * a + b * b));
  const half = [size, -size].map((n) => root(mod((a + n) * inverse(2n)))).find((n) => n !== null);
  const y = [half, mod(b * inverse(2n * half))];
  return [x, y[1] > P / 2n ? y.map((n) => P - n) : y];
});

function isSignatureOf(round, signature) {
  const point = decoded(signature);
  if (!point) return false;
  const message = sha256(bytesOfHex(BigInt(round).toString(16).padStart(16, "0")));
  const [x, y, z] = hashedToPoint(message);
  return pairUp([[point, G2], [[x, P - y, z], QUICKNET]]);
}
