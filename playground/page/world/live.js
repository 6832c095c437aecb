// The stream of live events: each event once and in order, also across broken connections.

const RETRY_MS = 1000;

export class Live {
  // `hear(event)` gets every event, `turn(online)` hears whether the stream stands, `again()` asks for everything anew.
  constructor({ hear, turn, again }) {
    this.hear = hear;
    this.turn = turn;
    this.again = again;
    this.last = 0;
  }

  startAfter(event) {
    this.last = event;
    this.connect();
  }

  stop() {
    clearTimeout(this.timer);
    this.source?.close();
  }

  connect() {
    this.stop();
    this.source = new EventSource(`/api/events?since=${this.last}`);
    this.source.onopen = () => this.turn(true);
    this.source.onmessage = (message) => this.receive(JSON.parse(message.data));
    // The browser would retry by itself, but gives up on some answers: one way of coming back is enough.
    this.source.onerror = () => this.lost();
  }

  lost() {
    this.turn(false);
    this.stop();
    this.timer = setTimeout(() => this.connect(), RETRY_MS);
  }

  receive(event) {
    if (event.kind === "reset") return this.again();
    if (event.event <= this.last) return undefined;
    this.last = event.event;
    return this.hear(event);
  }
}
