"""What is counted while the bot runs, as Prometheus reads it; no label ever names a person."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("raffle_updates", "Updates worked off, by what came of them", ["outcome"])
UPDATE_SECONDS = Histogram(
    "raffle_update_seconds",
    "From taking an update in hand to having it on disk",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
SENDS = Counter("raffle_sends", "Letters handed to Telegram, by its answer", ["answer"])
OUTBOX_WAITING = Gauge("raffle_outbox_waiting", "Letters that wait")
OUTBOX_AGE = Gauge("raffle_outbox_age_seconds", "How long the oldest letter that might go has waited")
