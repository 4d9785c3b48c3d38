"""What was done with the record: who has it at home may want to know whether somebody else opened it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.answers import Sentence
from core.draft import Draft, Told, absent, in_parts, tell
from core.facts import Deed, Doing
from core.helper import said_name
from core.mind import Mind
from core.ports import Records
from core.questions import Question
from core.saying import capital, say_on, say_time

SAID = {
    Deed.CREATED: "your record was made",
    Deed.UNLOCKED: "it was opened",
    Deed.IMPORTED: "records were brought in",
    Deed.FORGOT: "a source was forgotten",
    Deed.EXPORTED: "it was written out for others to read",
    Deed.BACKED_UP: "a backup was made",
    Deed.RESTORED: "a backup was put back",
    Deed.KEYS_CHANGED: "a way of opening it was changed",
    Deed.REKEYED: "its key was exchanged",
    Deed.OLDER_COPY: "an older copy of it was found in its place",
    Deed.ENDPOINT_USED: "a language model was let into the conversation",
    Deed.HELPER_ALLOWED: "you agreed to a helper",
    Deed.HELPER_STOPPED: "you sent a helper away",
    Deed.SENT_QUESTION: "a question, and the names in your record, were sent to a helper",
    Deed.SENT_ANSWER: "an answer was sent to a helper",
}
SENDING = {
    Deed.SENT_QUESTION: "questions, with the names in your record, were sent",
    Deed.SENT_ANSWER: "answers were sent",
}
"""Told as one when there were several in a row."""


def say_doings(question: Question, records: Records, mind: Mind) -> Draft:
    """Newest first, three at a time; openings of one day are told as one."""
    doings = [one for one in records.doings() if question.span.holds(one.origin.when)]
    if not doings:
        return absent(" ".join(filter(None, ("Nothing was done with your record", question.said_span))) + ".")
    sentences = tuple(say_each(doings, mind.today))
    return in_parts((), sentences, tuple(Told(one, "your record") for one in doings))


def say_each(doings: Sequence[Doing], today: dt.date) -> Iterator[Sentence]:
    """A sentence for each thing that was done, openings in a row on one day in one."""
    for _, alike in groupby(doings, key=_sort):
        several = list(alike)
        if several[0].deed is Deed.UNLOCKED:
            yield _openings(several, today)
        elif several[0].deed in SENDING:
            yield from _sendings(several, today)
        else:
            yield from (_one(doing, today) for doing in several)


def _sort(doing: Doing) -> tuple[Deed, object, str]:
    return doing.deed, doing.origin.when, doing.sent.to


def _sendings(doings: Sequence[Doing], today: dt.date) -> Iterator[Sentence]:
    """How often and how much; what it was is nowhere."""
    first, to = doings[0], f" at {said_name(doings[0].sent.to)}"
    if len(doings) == 1:
        yield tell(f"{_day(first, today)} at {say_time(first.at)}, {SAID[first.deed]}{to}.", first)
    else:
        yield tell(f"{_day(first, today)}, {SENDING[first.deed]}{to}, {len(doings)} times.", *doings)
    yield tell(f"That was {sum(doing.sent.size_bytes for doing in doings)} bytes.", *doings)


def _one(doing: Doing, today: dt.date) -> Sentence:
    whom = f" at {said_name(doing.sent.to)}" if doing.sent.to else ""
    counted = f" It was {doing.entries} {'entry' if doing.entries == 1 else 'entries'}." if doing.entries else ""
    return tell(f"{_day(doing, today)} at {say_time(doing.at)}, {SAID[doing.deed]}{whom}.{counted}", doing)


def _openings(doings: Sequence[Doing], today: dt.date) -> Sentence:
    if len(doings) == 1:
        return _one(doings[0], today)
    return tell(f"{_day(doings[0], today)}, it was opened {len(doings)} times.", *doings)


def _day(doing: Doing, today: dt.date) -> str:
    when = doing.origin.when
    return capital(say_on(when, today)) if when else "Once"
