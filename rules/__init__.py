"""The pure rules: values in, values or a refusal out; no clock, no input or output."""
