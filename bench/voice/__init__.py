"""Hearing and taking turns, measured without hardware: real recordings, simulated rooms, peers beside ours."""
