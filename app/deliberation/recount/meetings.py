"""Meetings as the entries tell of them: called, led and ended; their agenda, who was due, who came and who left."""

from app.recount import Check

OF_MEETING = "m.body || ' ' || m.year || ' no. ' || m.ordinal"

MEETINGS = Check(
    what="the meeting",
    kinds=(
        *("meeting.called", "meeting.went_on", "meeting.officers_changed", "meeting.opened", "meeting.closed"),
        *("meeting.reopened", "meeting.not_held", "meeting.cancelled"),
    ),
    said="""
    SELECT c.seq, c.subject::text AS key, c.at AS called_at, c.actor AS called_by, c.facts ->> 'body' AS body,
      (c.facts ->> 'year')::int AS year, (c.facts ->> 'ordinal')::int AS ordinal,
      extract(epoch FROM (c.facts ->> 'starts_at')::timestamptz) AS starts, c.facts ->> 'place' AS place,
      coalesce(led.facts ->> 'chair', c.facts ->> 'chair') AS chair,
      coalesce(led.facts ->> 'recorder', c.facts ->> 'recorder') AS recorder,
      coalesce(c.facts -> 'short_notice' ->> 'reason', '') AS short_notice_reason,
      CASE WHEN ended.kind IN ('meeting.opened', 'meeting.reopened') THEN 'open'
        WHEN ended.kind = 'meeting.closed' THEN 'closed' WHEN ended.kind = 'meeting.not_held' THEN 'not_held'
        WHEN ended.kind = 'meeting.cancelled' THEN 'cancelled'
        WHEN ended.kind = 'meeting.went_on' THEN CASE WHEN ended.subject = c.subject THEN 'open' ELSE 'closed' END
        ELSE 'called' END AS state,
      CASE ended.kind WHEN 'meeting.cancelled' THEN ended.facts ->> 'reason' ELSE '' END AS close_reason,
      coalesce(opened.at::text, '') AS opened_at,
      CASE WHEN ended.kind IN ('meeting.closed', 'meeting.not_held', 'meeting.cancelled')
        OR (ended.kind = 'meeting.went_on' AND ended.subject <> c.subject) THEN ended.at::text ELSE '' END AS closed_at
    FROM entry c
      LEFT JOIN LATERAL (
        SELECT * FROM entry e WHERE e.kind = 'meeting.officers_changed' AND e.subject = c.subject
        ORDER BY e.seq DESC LIMIT 1
      ) led ON true
      LEFT JOIN LATERAL (
        SELECT * FROM entry e WHERE e.kind IN ('meeting.opened', 'meeting.went_on') AND e.subject = c.subject
        ORDER BY e.seq LIMIT 1
      ) opened ON true
      LEFT JOIN LATERAL (
        SELECT * FROM entry e WHERE e.kind NOT IN ('meeting.called', 'meeting.officers_changed')
          AND (e.subject = c.subject OR (e.kind = 'meeting.went_on' AND e.facts ->> 'before' = c.subject::text))
        ORDER BY e.seq DESC LIMIT 1
      ) ended ON true
    WHERE c.kind IN ('meeting.called', 'meeting.went_on')
    """,
    kept=f"""
    SELECT m.id::text AS key, {OF_MEETING} AS called, m.called_at, m.called_by, m.body, m.year, m.ordinal,
      extract(epoch FROM m.starts_at) AS starts, m.place, m.chair, m.recorder, m.short_notice_reason, m.state,
      m.close_reason, coalesce(m.opened_at::text, '') AS opened_at, coalesce(m.closed_at::text, '') AS closed_at
    FROM meeting m WHERE m.village = $1
    """,
)

AGENDA = Check(
    what="an item of the agenda",
    kinds=("meeting.called", "meeting.went_on"),
    said="""
    SELECT e.seq, e.subject || ' ' || coalesce(item ->> 'proposal', item #>> '{}') AS key, place AS position,
      coalesce(item ->> 'passage', e.facts -> 'passages' ->> (place - 1)::int) AS passage
    FROM entry e, jsonb_array_elements(e.facts -> 'items') WITH ORDINALITY listed (item, place)
    """,
    kept=f"""
    SELECT i.meeting || ' ' || a.proposal AS key, {OF_MEETING} || ', “' || p.title || '”' AS called, i.position,
      i.passage
    FROM agenda_item i JOIN meeting m ON m.id = i.meeting JOIN passage a ON a.id = i.passage
      JOIN proposal p ON p.id = a.proposal WHERE m.village = $1
    """,
)

DUE = Check(
    what="the number of members due",
    kinds=("meeting.called", "meeting.went_on", "meeting.opened", "meeting.not_held", "vote.opened"),
    said="""
    SELECT min(seq) AS seq, CASE kind WHEN 'vote.opened' THEN facts ->> 'meeting' ELSE subject::text END AS key,
      CASE WHEN bool_or(kind = 'meeting.not_held') AND NOT bool_or(kind IN ('meeting.opened', 'meeting.went_on'))
        THEN max((facts ->> 'listed')::int)
        ELSE sum(coalesce((facts ->> 'added')::int, 0) - coalesce((facts ->> 'taken_off')::int, 0)
          + CASE WHEN kind IN ('meeting.called', 'meeting.went_on') THEN (facts ->> 'due')::int ELSE 0 END) END AS due
    FROM entry GROUP BY 2
    """,
    kept=f"""
    SELECT m.id::text AS key, {OF_MEETING} AS called, (SELECT count(*) FROM summons s WHERE s.meeting = m.id) AS due
    FROM meeting m WHERE m.village = $1
    """,
)

TOLD = Check(
    what="that a member was told",
    kinds=("meeting.told",),
    said="""
    SELECT min(seq) AS seq, subject || ' ' || (facts ->> 'person') AS key, facts ->> 'told_by' AS told_by,
      min(at) AS told_at
    FROM entry WHERE facts ? 'person' GROUP BY subject, facts ->> 'person', facts ->> 'told_by'
    """,
    kept=f"""
    SELECT s.meeting || ' ' || s.person AS key, {OF_MEETING} || ', ' || n.name AS called, s.told_by, s.told_at
    FROM summons s JOIN meeting m ON m.id = s.meeting JOIN person n ON n.id = s.person
    WHERE m.village = $1 AND s.meeting || ' ' || s.person IN (SELECT key FROM said)
    """,
)

EXCUSES = Check(
    what="the excuse",
    kinds=("attendance.excused",),
    said="""
    SELECT DISTINCT ON (2) seq, subject || ' ' || (facts ->> 'person') AS key, facts ->> 'excuse' AS excuse
    FROM entry ORDER BY 2, seq DESC
    """,
    kept=f"""
    SELECT s.meeting || ' ' || s.person AS key, {OF_MEETING} || ', ' || n.name AS called, s.excuse
    FROM summons s JOIN meeting m ON m.id = s.meeting JOIN person n ON n.id = s.person
    WHERE m.village = $1 AND (s.excuse <> '' OR s.meeting || ' ' || s.person IN (SELECT key FROM said))
    """,
)

# A meeting that went on as the next one took its members with it; older entries of that don't list them.
CAME = Check(
    what="the attendance",
    kinds=("attendance.signed_in", "attendance.ticked", "meeting.went_on"),
    said="""
    SELECT seq, subject || ' ' || (facts ->> 'person') || ' ' || (facts ->> 'round') AS key, at AS arrived_at,
      CASE kind WHEN 'attendance.ticked' THEN 'clerk' ELSE 'code' END AS arrived_by,
      CASE kind WHEN 'attendance.ticked' THEN actor::text ELSE '' END AS ticked_by
    FROM entry WHERE kind <> 'meeting.went_on'
    UNION ALL
    SELECT e.seq, e.subject || ' ' || (one ->> 'person') || ' 1', e.at, one ->> 'by', one ->> 'ticked_by'
    FROM entry e, jsonb_array_elements(e.facts -> 'attended') one WHERE e.kind = 'meeting.went_on'
    """,
    kept=f"""
    SELECT t.meeting || ' ' || t.person || ' ' || t.round AS key, {OF_MEETING} || ', ' || n.name AS called,
      t.arrived_at, t.arrived_by, coalesce(t.ticked_by::text, '') AS ticked_by
    FROM attendance t JOIN meeting m ON m.id = t.meeting JOIN person n ON n.id = t.person
    WHERE m.village = $1 AND NOT (t.round = 1 AND EXISTS (
      SELECT 1 FROM entry e WHERE e.kind = 'meeting.went_on' AND e.subject = t.meeting AND NOT e.facts ? 'attended'
        AND t.arrived_at BETWEEN e.at - interval '1 minute' AND e.at
    ))
    """,
)

LEFT = Check(
    what="that a member left",
    kinds=("attendance.departed",),
    said="""
    SELECT seq, subject || ' ' || (facts ->> 'person') || ' ' || row_number() OVER (
        PARTITION BY subject, facts ->> 'person' ORDER BY seq) AS key,
      at AS left_at, actor AS noted_by, facts ->> 'why' AS why, (facts ->> 'round')::int AS round
    FROM entry
    """,
    kept=f"""
    SELECT t.meeting || ' ' || t.person || ' ' || row_number() OVER (
        PARTITION BY t.meeting, t.person ORDER BY t.round) AS key,
      {OF_MEETING} || ', ' || n.name AS called, d.left_at, d.noted_by, d.why, t.round
    FROM departure d JOIN attendance t ON t.id = d.attendance JOIN meeting m ON m.id = t.meeting
      JOIN person n ON n.id = t.person WHERE m.village = $1
    """,
)

CHECKS = (MEETINGS, AGENDA, DUE, TOLD, EXCUSES, CAME, LEFT)
