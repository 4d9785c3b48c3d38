"""What was done with the record: who has it at home may want to know whether somebody else opened it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from core.answers import Sentence
from core.draft import Draft, Told, absent, in_parts, tell
from core.facts import Deed, Doing
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
    Deed.ENDPOINT_USED: "a language model outside of this program was asked",
}


def say_doings(question: Question, records: Records, mind: Mind) -> Draft:
    """Newest first, three at a time; openings of one day are told as one."""
    doings = [one for one in records.doings() if question.span.holds(one.origin.when)]
    if not doings:
        return absent(" ".join(filter(None, ("Nothing was done with your record", question.said_span))) + ".")
    sentences = tuple(say_each(doings, mind.today))
    return in_parts((), sentences, tuple(Told(one, "your record") for one in doings))


def say_each(doings: Sequence[Doing], today: dt.date) -> Iterator[Sentence]:
    """A sentence for each thing that was done, openings in a row on one day in one."""
    waiting: list[Doing] = []
    for doing in doings:
        if waiting and (doing.deed is not Deed.UNLOCKED or doing.origin.when != waiting[0].origin.when):
            yield _openings(waiting, today)
            waiting = []
        if doing.deed is Deed.UNLOCKED:
            waiting.append(doing)
        else:
            yield _one(doing, today)
    if waiting:
        yield _openings(waiting, today)


def _one(doing: Doing, today: dt.date) -> Sentence:
    counted = f" It was {doing.entries} {'entry' if doing.entries == 1 else 'entries'}." if doing.entries else ""
    return tell(f"{_day(doing, today)} at {say_time(doing.at)}, {SAID[doing.deed]}.{counted}", doing)


def _openings(doings: Sequence[Doing], today: dt.date) -> Sentence:
    if len(doings) == 1:
        return _one(doings[0], today)
    return tell(f"{_day(doings[0], today)}, it was opened {len(doings)} times.", *doings)


def _day(doing: Doing, today: dt.date) -> str:
    when = doing.origin.when
    return capital(say_on(when, today)) if when else "Once"
