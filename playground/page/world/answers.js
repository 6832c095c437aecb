// Answers of the bot to taps: they come as events, sometimes before the tap itself is answered.

const PATIENCE_MS = 15_000;
const KEPT = 50;

export class Answers {
  constructor() {
    this.waiting = new Map();
    this.early = new Map();
  }

  hear(answer) {
    const resolve = this.waiting.get(answer.query_id);
    if (resolve) return resolve(answer);
    this.early.set(answer.query_id, answer);
    if (this.early.size > KEPT) this.early.delete(this.early.keys().next().value);
    return undefined;
  }

  // The answer, or nothing after a time: the bot may stay silent.
  wait(query) {
    const early = this.early.get(query);
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => {
      const end = (answer) => {
        clearTimeout(timer);
        this.waiting.delete(query);
        resolve(answer);
      };
      const timer = setTimeout(() => end(undefined), PATIENCE_MS);
      this.waiting.set(query, end);
    });
  }
}
