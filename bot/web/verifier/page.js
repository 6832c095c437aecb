// The page itself: takes a proof, has it checked beside itself, and says what came of it.

let language = 0;
let given = {}; // the files of the proof and of a list apart
let outcome = null; // what the last check told; empty while it runs

const find = (name) => document.getElementById(name);
const said = (words, facts) => words.split(/\s*[|\n]\s*/)[language].replace(/{(\w+)}/g, (_, name) => facts[name]);
const say = (key, facts) => said(WORDS[key], facts);

const moment = (second) => new Date(Number(second) * 1000).toLocaleString(LANGUAGES[language], { timeZoneName: "short" });

function make(name, ...content) {
  const [kind, className = ""] = name.split(".");
  const made = document.createElement(kind);
  made.className = className;
  made.append(...content);
  return made;
}

// Checking: in a worker, so that the page stays awake, or on the page where none is to be had.

let worker;
let run = 0;
let then;
const hear = (told) => told.id === run && then(told);
try {
  const source = find("checker").textContent + "onmessage = (asked) => answer(asked.data, postMessage)";
  worker = new Worker(URL.createObjectURL(new Blob([source])));
  worker.onmessage = (told) => hear(told.data);
} catch {}

function ask(question, next) {
  then = next;
  const asked = { ...question, id: ++run };
  if (worker) worker.postMessage(asked);
  else answer(asked, hear);
}

async function take(files) {
  const [lists, proofs] = [[], []];
  for (const file of files) ((await file.slice(0, 21).text()) === "raffle-draw/1 entries" ? lists : proofs).push(file);
  given = { proof: proofs[0] ?? given.proof, apart: lists[0] };
  if (!given.proof) return;
  outcome = {};
  show();
  const from = performance.now();
  ask(given, (told) => {
    outcome = { ...told, took: performance.now() - from };
    show();
    find("verdict").focus();
  });
}

// Showing

function why(code) {
  if (code in ERRORS) return said(ERRORS[code]);
  const form = /CANON|METHOD|RULE$|VALUE/.test(code);
  return `${say(code.split("_")[1].toLowerCase())}: ${say(form ? "form" : "other")}`;
}

const place = ([kind, ...number]) => `${say(kind)} ${number.join("")}`;

function field(name) {
  const label = make("label", say(name));
  label.htmlFor = name;
  const input = make("input");
  input.id = name;
  return [label, input];
}

const card = (title, ...content) => make("section", make("h2", say(title)), ...content);

function verdict({ code, method }) {
  const holds = code === undefined;
  const title = make("h2", holds ? `✓ ${say("valid")}` : `✗ ${say("wrong")}`);
  title.id = "verdict";
  title.tabIndex = -1;
  const shown = make(holds ? "section.valid" : "section.not", title);
  Object.assign(shown.dataset, { code: code ?? "valid", run });
  if (!holds) shown.append(make("p", `${code} ${why(code)}`));
  else if (method === "sealed") shown.append(make("p", say("practice")));
  return shown;
}

function hashCard({ hash }) {
  const groups = make("p.hash", ...hash.match(/.{4}/g).map((four) => make("code", four)));
  const [label, input] = field("seen");
  const same = make("output");
  input.oninput = () => {
    const seen = input.value.replace(/\s/g, "").toLowerCase();
    same.value = seen && (seen === hash ? "✓" : "✗");
  };
  return card("hash", make("p", say("hashWhy")), groups, label, input, same);
}

function winnersCard({ winners }) {
  const list = make("ol.winners");
  const more = make("button", say("more"));
  more.onclick = () => {
    const shown = list.childElementCount;
    for (const { place: where, number, holder } of winners.slice(shown, shown + 100)) {
      const who = holder ? `${say("holder")} ${holder}` : say("nobody");
      list.append(make("li", make("span", place(where)), make("small", who), make("b", number ?? "-")));
    }
    more.hidden = list.childElementCount === winners.length;
  };
  more.onclick();
  return card("winners", list, more);
}

function ownCard({ winners }) {
  const [label, input] = field("receipt");
  const found = make("output");
  const form = make("form", label, input, make("button", say("find")), " ", found);
  form.onsubmit = (event) => {
    event.preventDefault();
    ask({ receipt: input.value.trim() }, ({ code, own }) => {
      const won = winners.find(({ number }) => number === own);
      found.value = code ? why(code) : own === undefined ? say("none") : `${own}: ${won ? place(won.place) : say("lost")}`;
    });
  };
  return card("own", form);
}

function stepsCard(told) {
  const facts = {
    commit: () => told.text,
    entries: () => say("entriesFact", told),
    beacon: () => `drand quicknet ${told.beacon_round}, ${moment(secondOf(told.beacon_round))}`,
    lottery: () => told.lottery.text + told.lottery.value,
    sealed: () => told.seed_commit,
    result: () => told.resultHash,
  };
  const lines = told.steps.map((step) => make("li", make("b", say(step)), make("pre", facts[step]())));
  return card("steps", make("ol.steps", ...lines), `${(told.took / 1000).toFixed(2)} s`);
}

// A method with two sources says what its first one does, and then what the second adds.
function trustCards({ method }) {
  const keys = new Set(["all", method.split("+")[0], method]);
  return ["proves", "provesNot"].map((title, side) =>
    card(title, ...[...keys].map((key) => make("p", said(TRUST[key][side])))));
}

function show() {
  document.documentElement.lang = LANGUAGES[language];
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const link of document.links) link.ariaCurrent = link.lang === LANGUAGES[language];
  let cards = [];
  if (outcome?.steps) cards = [verdict(outcome), stepsCard(outcome)];
  else if (outcome) cards = ["…"];
  if (outcome?.winners) {
    cards.splice(1, 0, hashCard(outcome), winnersCard(outcome), ownCard(outcome));
    cards.push(...trustCards(outcome));
  }
  find("said").replaceChildren(...cards);
}

onhashchange = () => {
  const wanted = [location.hash.slice(1), ...navigator.languages].map((name) => LANGUAGES.indexOf(name.slice(0, 2)));
  language = wanted.find((at) => at >= 0) ?? 1;
  show();
};
onhashchange();

const bring = (event, data) => {
  event.preventDefault();
  take(data.files.length ? data.files : [new Blob([data.getData("text")])]);
};
find("file").onchange = ({ target }) => take(target.files);
find("text").oninput = ({ target }) => take([new Blob([target.value])]);
find("text").onpaste = (event) => bring(event, event.clipboardData);
ondragover = (event) => event.preventDefault();
ondrop = (event) => bring(event, event.dataTransfer);
