// Asking a bot from any chat: "@bot words" shows its results above the text field.

const PATIENCE_MS = 250;

export class InlineAsking {
  constructor(suggestions, deeds, clear) {
    this.suggestions = suggestions;
    this.deeds = deeds;
    this.clear = clear;
    this.round = 0;
  }

  // True when the text is a question to an inline bot; the answer comes later, and only the newest counts.
  typed(text) {
    clearTimeout(this.timer);
    const asked = /^@(\w{3,})\s([\s\S]*)$/.exec(text);
    const round = ++this.round;
    if (!asked || !this.deeds.isInlineBot(asked[1])) return false;
    this.timer = setTimeout(() => this.ask(asked[1], asked[2], round), PATIENCE_MS);
    return true;
  }

  async ask(bot, query, round) {
    if (!this.suggestions.open) this.suggestions.waiting();
    const answer = await this.deeds.askInline(bot, query);
    if (round !== this.round) return;
    const pick = (result) => {
      this.clear();
      this.deeds.chooseInline(answer, result);
    };
    const offer = (button) => {
      this.clear();
      this.deeds.openInlineButton(bot, button);
    };
    this.suggestions.results(answer?.results ?? [], answer?.button, pick, offer, (result) => this.deeds.thumb(result));
  }
}
