"""What is not in the record is said to be not in the record, with how far the record goes."""

from core.draft import Draft, Offer, absent
from core.mind import Mind
from core.ports import Records
from core.questions import Concept, Kind, Question
from core.saying import say_count, say_span


def a(noun: str) -> str:
    """The noun with its article by sound: `an A1c`, `a potassium`."""
    vowel = noun[:1].lower() in "aeio" or (noun[:2].isupper() and noun[0] in "AEFHILMNORSX")
    return f"{'an' if vowel else 'a'} {noun}"


def reach(records: Records) -> str:
    """How far the record goes: `It goes back to 2019, from two places.`"""
    extent = records.extent()
    places = f"from {say_count(len(extent.sources))} place{'s' if len(extent.sources) != 1 else ''}"
    return f"It goes back to {extent.since.year}, {places}." if extent.since else f"It comes {places}."


def no_such_test(concept: Concept, records: Records, mind: Mind) -> Draft:
    """A test that this record does not have."""
    return absent(f"I don't find {a(concept.spoken)} test in your record.", reach(records))


def none_in_span(question: Question, concept: Concept) -> Draft:
    """A test that the record has, but not from then."""
    return absent(
        f"I don't find {a(concept.spoken)} {say_span(question.said_span) or 'from then'} in your record.",
        offer=Offer("Shall I read you the last one?", Question(Kind.LATEST, (concept,))),
    )


def not_listed(what: str, records: Records) -> Draft:
    """Anything else that is not there: `penicillin among your allergies`."""
    return absent(f"I don't find {what} in your record.", reach(records))
