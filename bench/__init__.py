"""Speed, as ratios within one run, with a peer's figure beside ours."""
