"""The front door: command line, settings, wiring and the speech loop."""
