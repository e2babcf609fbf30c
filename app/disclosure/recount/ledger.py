"""The ledger as the entries tell of it: what was contracted, done and paid, photos, what was taken back or hidden."""

from app.recount import Check

CALLED = "'“' || p.title || '”, ' || x.kind || ' of ' || x.done_on"

LINES = Check(
    what="the line of the ledger",
    kinds=("execution.entered", "execution.taken_back"),
    said="""
    SELECT e.seq, e.facts ->> 'entry' AS key, e.at AS entered_at, e.actor AS entered_by, e.subject AS proposal,
      coalesce(w.facts ->> 'kind', e.facts ->> 'kind') AS kind, (e.facts ->> 'fen')::bigint AS fen,
      coalesce(e.facts ->> 'corrects', '') AS corrects, coalesce(e.facts ->> 'reason', e.facts ->> 'what') AS what,
      coalesce(w.facts ->> 'who', e.facts ->> 'who') AS who, coalesce(w.facts ->> 'line', e.facts ->> 'line') AS line,
      CASE e.kind WHEN 'execution.entered' THEN e.facts ->> 'done_on' ELSE e.facts ->> 'on' END AS done_on,
      coalesce(e.facts ->> 'photo', '') AS photo, coalesce(e.facts ->> 'early', '') AS early
    FROM entry e LEFT JOIN entry w ON w.kind = 'execution.entered' AND w.facts ->> 'entry' = e.facts ->> 'corrects'
    """,
    kept=f"""
    SELECT x.id::text AS key, {CALLED} AS called, x.entered_at, x.entered_by, x.proposal, x.kind, x.fen,
      coalesce(x.corrects::text, '') AS corrects, x.what, x.who, coalesce(x.line::text, '') AS line, x.done_on,
      coalesce(x.photo_sha256, '') AS photo, x.early_reason AS early
    FROM execution_entry x JOIN proposal p ON p.id = x.proposal WHERE p.village = $1
    """,
)

RESOLVED = Check(
    what="that overspending was resolved",
    kinds=("execution.overspending_resolved",),
    said="""
    SELECT seq, facts ->> 'entry' AS key, at AS entered_at, actor AS entered_by, subject AS proposal,
      facts ->> 'line' AS line, facts ->> 'notice' AS resolution, (facts ->> 'fen')::bigint AS fen
    FROM entry
    """,
    kept="""
    SELECT o.id::text AS key, '“' || p.title || '”, ' || l.label AS called, o.entered_at, o.entered_by, o.proposal,
      o.line, o.resolution, o.fen
    FROM overspending_resolved o JOIN proposal p ON p.id = o.proposal JOIN money_line l ON l.id = o.line
    WHERE p.village = $1
    """,
)

HIDDEN = Check(
    what="that a file is hidden",
    kinds=("proposal.file_hidden",),
    said="""
    SELECT seq, facts ->> 'sha256' AS key, at AS hidden_at, actor AS hidden_by, facts ->> 'reason' AS reason FROM entry
    """,
    kept="""
    SELECT h.sha256 AS key, h.sha256 AS called, h.hidden_at, h.hidden_by, h.reason
    FROM file_hidden h WHERE h.village = $1
    """,
)

CHECKS = (LINES, RESOLVED, HIDDEN)
