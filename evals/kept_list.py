"""A list of questions for a visit in the demo record, made as a person would: by talking at home."""

from app.ask import ask
from app.serve.house import House
from core.conversation import FRESH

SAID = ("Get me ready for Thursday.", "No.", "I want to ask if I will need dialysis.", "No.", "Yes.", "Yes.")


def keep_a_list(house: House) -> tuple[str, ...]:
    """Keeps it in the first resident's record; the questions."""
    desk, so_far = house.desk(house.home().residents[0].id, lambda: None), FRESH
    for words in SAID:
        _, after, _ = ask(words, so_far, desk.mind)
        desk.keep(so_far, after)
        so_far = after
    kept = desk.mind.shelf.book().plans if desk.mind.shelf is not None else ()
    assert kept, "nothing was kept"
    return tuple(question.words for question in kept[0].questions)
