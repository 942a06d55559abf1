"""Real servers on loopback, and a proxy that makes them misbehave."""
