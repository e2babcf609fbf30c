"""What the entries about the village itself say: its particulars, who holds which seat, who speaks for whom."""

from app.recount import Check

VILLAGE = Check(
    what="the village",
    kinds=("village.founded", "village.settled", "pack.adopted"),
    said="""
    SELECT f.seq, f.subject::text AS key, f.at AS founded_at, f.facts ->> 'name' AS name_, f.facts ->> 'code' AS code,
      f.facts ->> 'code' AS code_of_record, coalesce(s.facts ->> 'town', f.facts ->> 'town') AS town,
      coalesce(s.facts ->> 'supervision_phone', f.facts ->> 'supervision_phone') AS supervision_phone,
      coalesce(s.facts ->> 'clerk_phone', f.facts ->> 'clerk_phone') AS clerk_phone,
      coalesce(s.facts ->> 'township_phone', f.facts ->> 'township_phone') AS township_phone,
      CASE WHEN p.seq IS NULL THEN f.facts ->> 'pack' ELSE p.facts ->> 'key' END AS pack
    FROM entry f
      LEFT JOIN LATERAL (SELECT * FROM entry e WHERE e.kind = 'village.settled' ORDER BY e.seq DESC LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT * FROM entry e WHERE e.kind = 'pack.adopted' ORDER BY e.seq DESC LIMIT 1) p ON true
    WHERE f.kind = 'village.founded'
    """,
    kept="""
    SELECT v.id::text AS key, v.code AS called, v.founded_at, v.name AS name_, v.code, h.code AS code_of_record, v.town,
      v.supervision_phone, v.clerk_phone, v.township_phone, v.pack
    FROM village v LEFT JOIN record_head h ON h.village = v.id WHERE v.id = $1
    """,
)

# A seat is a person, a body, an office and its first day; a list that is taken over ends and begins seats on its day.
# `turn` counts how often the person has taken that seat, so that an ending belongs to the beginning before it.
SEATS = Check(
    what="the seat",
    kinds=("village.enrolled", "seat.begun", "seat.ended"),
    said="""
    SELECT max(seq) AS seq, no || ' ' || body || ' ' || office || ' ' || since AS key,
      (array_agg(until ORDER BY seq DESC, begins DESC))[1] AS until
    FROM (
      SELECT *, max(since_) OVER (PARTITION BY no, body, office, turn) AS since FROM (
        SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY no, body, office ORDER BY seq, begins) AS turn
        FROM (
          SELECT seq, facts ->> 'person' AS no, facts ->> 'body' AS body, facts ->> 'office' AS office,
            kind = 'seat.begun' AS begins, facts ->> 'since' AS since_, coalesce(facts ->> 'until', '') AS until
          FROM entry WHERE kind <> 'village.enrolled'
          UNION ALL
          SELECT seq, one ->> 0, one ->> 1, one ->> 2, begins, CASE WHEN begins THEN day END,
            CASE WHEN begins THEN '' ELSE day END
          FROM (
            SELECT e.*, coalesce(e.facts ->> 'on', (e.at AT TIME ZONE v.zone)::date::text) AS day
            FROM entry e JOIN village v ON v.id = $1 WHERE e.kind = 'village.enrolled'
          ) listed, LATERAL (
            SELECT one, true AS begins FROM jsonb_array_elements(listed.facts -> 'seats_begun') one
            UNION ALL SELECT one, false FROM jsonb_array_elements(listed.facts -> 'seats_ended') one
          ) seats
        ) events
      ) turns
    ) seats GROUP BY no, body, office, since
    """,
    kept="""
    SELECT p.no || ' ' || s.body || ' ' || s.office || ' ' || s.since AS key,
      p.name || ', ' || s.body || ' ' || s.office AS called, coalesce(s.until::text, '') AS until
    FROM seat s JOIN person p ON p.id = s.person WHERE s.village = $1
    """,
)

REPRESENTED = Check(
    what="who speaks for the household",
    kinds=("village.enrolled",),
    said="""
    SELECT DISTINCT ON (2) seq, one ->> 0 AS key, coalesce(one ->> 2, '') AS representative
    FROM entry, jsonb_array_elements(facts -> 'representation') one ORDER BY 2, seq DESC
    """,
    kept="""
    SELECT h.no AS key, h.no AS called,
      coalesce(string_agg(p.no, ' ' ORDER BY p.no) FILTER (WHERE r.until IS NULL), '') AS representative
    FROM representation r JOIN household h ON h.id = r.household JOIN person p ON p.id = r.representative
    WHERE r.village = $1 GROUP BY h.no
    """,
)

CONSENTS = Check(
    what="what a second office was asked",
    kinds=("consent.asked", "consent.given", "consent.declined"),
    said="""
    SELECT a.seq, a.subject::text AS key, a.at AS asked_at, a.actor AS asked_by, a.facts ->> 'wish' AS wish,
      a.facts ->> 'person' AS person, a.facts ->> 'body' AS body, a.facts ->> 'office' AS office,
      a.facts ->> 'day' AS day, coalesce(d.facts ->> 'agrees', '') AS agreed,
      coalesce(d.facts ->> 'reason', '') AS reason, coalesce(d.actor::text, '') AS decided_by,
      coalesce(d.at::text, '') AS decided_at
    FROM entry a LEFT JOIN entry d ON d.kind <> a.kind AND d.subject = a.subject WHERE a.kind = 'consent.asked'
    """,
    kept="""
    SELECT c.id::text AS key, p.name AS called, c.asked_at, c.asked_by, c.kind AS wish, p.no AS person, c.body,
      c.office, coalesce(c.day::text, '') AS day, coalesce(c.agreed::text, '') AS agreed, c.reason,
      coalesce(c.decided_by::text, '') AS decided_by, coalesce(c.decided_at::text, '') AS decided_at
    FROM consent c JOIN person p ON p.id = c.person WHERE c.village = $1
    """,
)

CHECKS = (VILLAGE, SEATS, REPRESENTED, CONSENTS)
UNCOUNTED = {
    "cards.issued": "codes of cards are in no entry, and a card that was used is gone",
    "access.revoked": "passwords and cards are in no entry, and a new card may have followed",
    "password.set": "passwords are in no entry, and each sets the next",
    "sessions.ended": "sessions are in no entry; they end by themselves",
}
