// The strict reading of a proof and the whole computation again; the first failure ends it with its code.

const CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
const MOST_BYTES = 2 ** 28;
const SPAN = 2 ** 32;

const ID = "([A-Za-z0-9_-]{1,64})";
const INT = "(0|[1-9][0-9]{0,15})";
const FROM_1 = "([1-9][0-9]{0,15})";
const ROUND = "([1-9][0-9]{0,15}|-)";
const HEX = "([0-9a-f]{64})";
const HEX_OR_NONE = "([0-9a-f]{64}|-)";
const LINE = "([ -~]{0,199}[!-~])";

const COMMITMENT = {
  draw: ID,
  organizer: ID,
  seq: FROM_1,
  prev: HEX,
  entries: HEX,
  count: INT,
  prizes: FROM_1,
  alternates: INT,
  per_holder: "([01])",
  method: "([!-~]{0,64})",
  seed_commit: HEX_OR_NONE,
  beacon_chain: HEX_OR_NONE,
  beacon_round: ROUND,
  lottery_rule: HEX_OR_NONE,
  locked_at: INT,
};
const RULE = {
  name: LINE,
  draw_date: "([0-9]{4}-[0-9]{2}-[0-9]{2})",
  what: LINE,
  groups: "([1-9]|[12][0-9]|3[0-2])",
  digits: "([1-9]|1[0-2])",
  bits: "(0|[1-9][0-9]{0,3})",
  url: LINE,
  take: "((?:first|last):(?:[1-9]|1[0-2])|-)",
  unsold: "(void|next_sold|-)",
};
const HEAD = RegExp(`^raffle-draw/1 entries\ndraw=${ID}\ncount=${FROM_1}\n`);
const ENTRY = /(0|[1-9][0-9]{0,15}) ([1-9][0-9]{0,9}) [0-9a-f]{64}\n/y;
const METHODS = /^(beacon|sealed|beacon\+sealed|lottery|lottery\+sealed|number)$/;

function need(right, code) {
  if (!right) throw { code };
}

const fits = (value, form) => typeof value === "string" && RegExp(`^${form}$`).exec(value);

function fieldsOf(text, title, forms, code) {
  const names = Object.keys(forms);
  const found = fits(text, `raffle-draw/1 ${title}\n${names.map((name) => `${name}=${forms[name]}\n`).join("")}`);
  need(found, code);
  return Object.fromEntries(names.map((name, i) => [name, found[i + 1]]));
}

// What is not JSON, is too large, holds a field twice or has another form carries no commitment.
function readCarrier(bytes) {
  let carried;
  try {
    carried = readJson(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {}
  need(carried?.format === "raffle-draw-proof/1", "E_COMMIT_CANON");
  return carried;
}

function readCommitment(carried) {
  const text = carried.commitment;
  const c = fieldsOf(text, "commitment", COMMITMENT, "E_COMMIT_CANON");
  need((c.seq === "1") === /^0+$/.test(c.prev), "E_COMMIT_CANON");
  const byNumber = c.method === "number";
  const sources = byNumber ? ["lottery"] : c.method.split("+");
  const fields = { seed_commit: "sealed", beacon_chain: "beacon", beacon_round: "beacon", lottery_rule: "lottery" };
  need(METHODS.test(c.method), "E_METHOD");
  for (const field in fields) need((c[field] !== "-") === sources.includes(fields[field]), "E_METHOD");
  need(!byNumber || c.per_holder + c.alternates === "00", "E_METHOD");
  if (sources.includes("beacon")) {
    need(c.beacon_chain === CHAIN, "E_BEACON_CHAIN");
    need(secondOf(c.beacon_round) >= BigInt(c.locked_at) + 60n, "E_BEACON_TIME");
  }
  for (const field in fields) need(sources.includes(fields[field]) || carried[fields[field]] == null, "E_METHOD");
  const hash = digest(text);
  need(carried.commitment_hash === hash, "E_COMMIT_HASH");
  return { ...c, sources, byNumber, hash, text };
}

const secondOf = (round) => 1692803367n + 3n * (BigInt(round) - 1n);

function readEntries(text, c) {
  const numbers = [];
  const holders = [];
  const ends = [];
  let people = 0;
  const head = typeof text === "string" && HEAD.exec(text);
  need(head, "E_ENTRIES_CANON");
  for (ENTRY.lastIndex = head[0].length; ENTRY.lastIndex < text.length; ) {
    const line = ENTRY.exec(text);
    need(line, "E_ENTRIES_CANON");
    const [number, holder] = [+line[1], +line[2]];
    need(!(number <= numbers.at(-1)) && number < 2 ** 53 && holder <= people + 1, "E_ENTRIES_CANON");
    people = Math.max(people, holder);
    numbers.push(number);
    holders.push(holder);
    ends.push(ENTRY.lastIndex);
  }
  need(`${numbers.length}` === head[2], "E_ENTRIES_CANON");
  need(digest(text) === c.entries, "E_ENTRIES_HASH");
  need(head[1] === c.draw && head[2] === c.count, "E_ENTRIES_MISMATCH");
  const tagOf = (at) => text.slice(ends[at] - 65, ends[at] - 1);
  return { draw: c.draw, numbers, holders, people, tagOf };
}

function checkSealed(c, sealed) {
  const secret = sealed?.secret;
  need(fits(secret, HEX) && digest(`raffle-draw/1 sealed\n${c.draw}\n${secret}\n`) === c.seed_commit, "E_SEALED");
  return secret;
}

function checkBeacon(c, beacon) {
  need(beacon && typeof beacon === "object" && !Array.isArray(beacon), "E_BEACON_ROUND");
  need(beacon.chain === CHAIN, "E_BEACON_CHAIN");
  need(beacon.round === BigInt(c.beacon_round), "E_BEACON_ROUND");
  need(fits(beacon.signature, "[0-9a-f]{96}"), "E_BEACON_SIG");
  const signature = bytesOfHex(beacon.signature);
  need(isSignatureOf(c.beacon_round, signature), "E_BEACON_SIG");
  const randomness = hexOf(sha256(signature));
  need(beacon.randomness === randomness, "E_BEACON_RANDOMNESS");
  return randomness;
}

function checkLottery(c, lottery) {
  const text = lottery?.rule;
  need(fits(text, "[^]*") && digest(text) === c.lottery_rule, "E_LOTTERY_RULE_HASH");
  const rule = fieldsOf(text, "lottery", RULE, "E_LOTTERY_RULE");
  const { groups, digits, bits, take, unsold } = rule;
  const [side, taken] = take.split(":");
  need(2n ** BigInt(bits) <= 10n ** BigInt(groups * digits), "E_LOTTERY_RULE");
  need((take !== "-") === c.byNumber && (unsold !== "-") === c.byNumber, "E_LOTTERY_RULE");
  need(!c.byNumber || +taken <= digits, "E_LOTTERY_RULE");
  need(!c.byNumber || c.prizes === groups, "E_METHOD");
  const { value } = lottery;
  need(fits(value, `[0-9]{${digits}}(-[0-9]{${digits}}){${groups - 1}}`), "E_LOTTERY_VALUE");
  need(c.byNumber || bits >= 52 - Math.clz32(c.count - 1), "E_LOTTERY_BITS");
  return { ...rule, text, value, side, taken };
}

function* wordsOf(seed) {
  for (let block = 0; ; block++) {
    const view = new DataView(hmac(seed, bytesOf(`raffle-draw/1 stream ${block}`)).buffer);
    for (let at = 0; at < 32; at += 4) yield view.getUint32(at);
  }
}

function uniform(words, below) {
  for (;;) {
    const word = words.next().value;
    if (word < SPAN - (SPAN % below)) return word % below;
  }
}

function choose(seed, entries, { prizes, alternates, per_holder: once }) {
  const order = Uint32Array.from(entries.numbers.keys());
  const words = wordsOf(seed);
  const chosen = [];
  const holders = new Set();
  for (let i = 0; i < order.length && chosen.length < +prizes + +alternates; i++) {
    const j = i + uniform(words, order.length - i);
    const at = order[j];
    const holder = entries.holders[at];
    order[j] = order[i];
    if (once === "0" || !holders.has(holder)) chosen.push(at);
    holders.add(holder);
  }
  return chosen;
}

function chooseByNumber({ value, side, taken, unsold }, { numbers }) {
  return value.split("-").map((group) => {
    const wanted = +(side === "first" ? group.slice(0, taken) : group.slice(-taken));
    const at = numbers.findIndex((number) => number >= wanted);
    if (numbers[at] === wanted) return at;
    return unsold === "void" ? null : Math.max(at, 0);
  });
}

// Tells each step that is right, and its facts. The list may be given apart, for a proof without it.
function verify(carried, apart, told) {
  const pass = (step, facts) => {
    told.steps.push(step);
    Object.assign(told, facts);
  };
  const c = readCommitment(carried);
  pass("commit", c);
  const entries = readEntries(apart ?? carried.entries, c);
  pass("entries", { people: entries.people });
  const checks = { sealed: checkSealed, beacon: checkBeacon, lottery: checkLottery };
  const from = { sealed: "-", beacon: "-", lottery: { value: "-" } };
  for (const source in checks) {
    if (!c.sources.includes(source)) continue;
    from[source] = checks[source](c, carried[source]);
    pass(source, from);
  }
  const sources = `sealed=${from.sealed}\nbeacon=${from.beacon}\nlottery=${from.lottery.value}\n`;
  const seed = digest(`raffle-draw/1 seed\ncommitment=${c.hash}\n${sources}`);
  const chosen = c.byNumber ? chooseByNumber(from.lottery, entries) : choose(bytesOfHex(seed), entries, c);
  const winners = chosen.map((at, i) => {
    const place = i < c.prizes ? `P${i + 1}` : `A${i + 1 - c.prizes}`;
    return { place, at, number: entries.numbers[at], holder: entries.holders[at] };
  });
  const lines = winners.map(({ place, at, number, holder }) =>
    `${place} ${at === null ? "- - -" : `${number} ${holder} ${entries.tagOf(at)}`}\n`);
  const head = `raffle-draw/1 result\ncommitment=${c.hash}\nseed=${c.byNumber ? "-" : seed}\n`;
  const result = `${head}winners=${winners.length}\n${lines.join("")}`;
  need(carried.result === result, "E_RESULT");
  pass("result", { winners, resultHash: digest(result) });
  return entries;
}

// The number whose tag the receipt makes; undefined when no line does.
function findOwn({ draw, numbers, tagOf }, receipt) {
  need(fits(receipt, "[a-z2-7]{26}"), "E_RECEIPT");
  const head = `raffle-draw/1 ticket\n${draw}\n`;
  return numbers.find((number, at) => digest(`${head}${number}\n${receipt}\n`) === tagOf(at));
}

let checked; // the list of the last proof that held

// A proof to verify, or a receipt to find; what else goes wrong than a proof has no code.
async function answer({ id, proof, apart, receipt }, reply) {
  const told = { id, steps: [] };
  try {
    if (proof) {
      checked = null;
      checked = verify(readCarrier(await bytesIn(proof)), apart && new TextDecoder().decode(await bytesIn(apart)), told);
    } else {
      told.own = findOwn(checked, receipt);
    }
  } catch (wrong) {
    told.code = wrong.code ?? "";
  }
  reply(told);
}

async function bytesIn(file) {
  need(file.size <= MOST_BYTES, "E_COMMIT_CANON");
  return new Uint8Array(await file.arrayBuffer());
}
