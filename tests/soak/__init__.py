"""Thousands of people through random journeys against the real bot, by a model of what must be true."""
