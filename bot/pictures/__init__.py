"""Pictures: plain values in, a PNG out; each takes some tens of milliseconds, so they are drawn off the event loop."""
