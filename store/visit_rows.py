"""What of plans and questions has to go with a source that is taken out."""

from sqlcipher3 import dbapi2 as sqlite


def forget_unfounded(connection: sqlite.Connection) -> None:
    """After a source was taken out: proposed questions that rested on it go, and what was known of its visits.

    The person's own questions and notes stay; they may be on a plan that no longer says with whom it was.
    """
    connection.execute(
        "DELETE FROM visit_question WHERE id IN (SELECT question_id FROM visit_evidence WHERE NOT EXISTS"
        " (SELECT 1 FROM resource WHERE type || '/' || logical_id = visit_evidence.resource))"
    )
    connection.execute(
        "UPDATE visit_plan SET resource = '', who = '', time_of_day = '' WHERE resource <> '' AND NOT EXISTS"
        " (SELECT 1 FROM resource WHERE type || '/' || logical_id = visit_plan.resource)"
    )
