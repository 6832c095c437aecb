"""Small bots that show the playground off and serve its tests."""
