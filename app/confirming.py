"""One sentence to say yes to before something that cannot be taken back."""

import typer

from app.screen import notice


def confirmed(question: str, yes: bool) -> bool:
    """Whether the person agrees; without anybody to ask the answer is no."""
    if yes:
        return True
    agreed = typer.confirm(question, default=False, err=True)
    if not agreed:
        notice("Nothing was changed.")
    return agreed
