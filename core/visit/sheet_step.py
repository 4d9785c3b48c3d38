"""Having the sheet made: the program writes it once the reply is spoken."""

from dataclasses import replace

from core.visit.reply import Reply, Step, respond, say
from core.visit.state import Errand, Stage

TO_SHEET = "Shall I make a sheet to take along?"


def make_sheet(step: Step) -> Reply:
    """Says where it goes and that it is not locked; the errand does the rest."""
    state = replace(step.state, errand=Errand.SHEET)
    where = "I'm making the sheet, in large print."
    open_to_all = "It is not locked, so keep it where only you can find it."
    later = "At the visit, say: read me my first question."
    return respond(state, say(where, open_to_all, later), "", Stage.REST)
