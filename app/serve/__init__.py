"""The one service behind the page, the satellites and Home Assistant."""
