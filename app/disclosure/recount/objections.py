"""Objections as the entries tell of them: their words, the answers, and what was hidden with a reason; never who."""

from app.recount import Check

CALLED = "n.kind || '-' || n.year || '-' || n.number"
OBJECTIONS = "objection o JOIN notice n ON n.id = o.notice"

MADE = Check(
    what="an objection",
    kinds=("objection.made",),
    said="""
    SELECT seq, subject::text AS key, at AS made_at, facts ->> 'notice_id' AS notice, facts ->> 'due_on' AS due_on,
      facts ->> 'text_sha256' AS text_sha256
    FROM entry
    """,
    kept=f"""
    SELECT o.id::text AS key, {CALLED} AS called, o.made_at, o.notice, o.due_on,
      encode(sha256(convert_to(o.text, 'UTF8')), 'hex') AS text_sha256
    FROM {OBJECTIONS} WHERE o.village = $1
    """,
)

ANSWERED = Check(
    what="the answer to an objection",
    kinds=("objection.answered",),
    said="""
    SELECT seq, subject::text AS key, at AS answered_at, actor AS answered_by, facts ->> 'answer' AS answer FROM entry
    """,
    kept=f"""
    SELECT o.id::text AS key, {CALLED} AS called, a.answered_at, a.answered_by, a.text AS answer
    FROM objection_answer a JOIN {OBJECTIONS} ON o.id = a.objection WHERE o.village = $1
    """,
)

HIDDEN = Check(
    what="that an objection is hidden",
    kinds=("objection.hidden",),
    said="""
    SELECT seq, subject::text AS key, at AS hidden_at, actor AS hidden_by, facts ->> 'reason' AS reason FROM entry
    """,
    kept=f"""
    SELECT o.id::text AS key, {CALLED} AS called, h.hidden_at, h.hidden_by, h.reason
    FROM objection_hidden h JOIN {OBJECTIONS} ON o.id = h.objection WHERE o.village = $1
    """,
)

CHECKS = (MADE, ANSWERED, HIDDEN)
