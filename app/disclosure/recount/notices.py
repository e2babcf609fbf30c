"""Notices as the entries tell of them: words, PDF, the days they hang, the committee's opinion."""

from app.recount import Check

CALLED = "n.kind || '-' || n.year || '-' || n.number || ' version ' || n.version"

# A vote that was declared void took the drafts of its notice with it.
# What a published notice says is in the entry that published it; of a draft, in the entry that drafted it last.
NOTICES = Check(
    what="the notice",
    kinds=("notice.drafted", "notice.published", "notice.returned", "notice.given_up", "vote.voided"),
    said="""
    SELECT d.seq, d.subject::text AS key, d.facts ->> 'proposal' AS proposal,
      coalesce(p.facts ->> 'kind', d.facts ->> 'kind') AS kind, d.actor AS drafted_by, d.at AS drafted_at,
      CASE last.kind WHEN 'notice.published' THEN 'published' WHEN 'notice.returned' THEN 'returned'
        WHEN 'notice.given_up' THEN 'given_up' WHEN 'vote.voided' THEN 'given_up' ELSE 'in_review' END AS state,
      coalesce(p.facts ->> 'facts_sha256', d.facts ->> 'facts_sha256') AS facts_sha256,
      d.facts ->> 'due_on' AS due_on, coalesce(p.facts ->> 'pdf_sha256', '') AS pdf_sha256,
      coalesce(p.facts ->> 'first_day', '') AS first_day, coalesce(p.facts ->> 'last_day', '') AS last_day,
      coalesce(p.at::text, '') AS published_at, coalesce(p.facts, d.facts) ->> 'code' AS code,
      coalesce(p.facts, d.facts) -> 'version' AS version, coalesce(p.facts, d.facts) ->> 'replaces' AS replaces
    FROM (SELECT DISTINCT ON (subject) * FROM entry WHERE kind = 'notice.drafted' ORDER BY subject, seq DESC) d
      LEFT JOIN entry p ON p.kind = 'notice.published' AND p.subject = d.subject
      LEFT JOIN LATERAL (
        SELECT kind FROM entry e WHERE e.subject = d.subject
          OR (e.kind = 'vote.voided' AND e.facts -> 'drafts_given_up' ? d.subject::text) ORDER BY e.seq DESC LIMIT 1
      ) last ON true
    """,
    kept=f"""
    SELECT n.id::text AS key, {CALLED} AS called, n.proposal, n.kind, n.drafted_by, n.drafted_at, n.state,
      encode(sha256(convert_to(n.facts, 'UTF8')), 'hex') AS facts_sha256, n.due_on,
      coalesce(n.pdf_sha256, '') AS pdf_sha256, coalesce(n.first_day::text, '') AS first_day,
      coalesce(n.last_day::text, '') AS last_day, coalesce(n.published_at::text, '') AS published_at, n.code,
      n.version, coalesce(n.replaces::text, '') AS replaces
    FROM notice n WHERE n.village = $1
    """,
)

REVIEWS = Check(
    what="the committee's opinion",
    kinds=("notice.published", "notice.returned"),
    said="""
    SELECT seq, subject || ' ' || row_number() OVER (PARTITION BY subject ORDER BY seq) AS key, at AS reviewed_at,
      actor AS reviewer, CASE kind WHEN 'notice.published' THEN 'publish' ELSE 'return' END AS decision,
      coalesce(facts ->> 'opinion', facts ->> 'reasons') AS opinion
    FROM entry
    """,
    kept=f"""
    SELECT r.notice || ' ' || row_number() OVER (PARTITION BY r.notice ORDER BY r.reviewed_at) AS key,
      {CALLED} AS called, r.reviewed_at, r.reviewer, r.decision, r.opinion
    FROM review r JOIN notice n ON n.id = r.notice WHERE n.village = $1
    """,
)

CHECKS = (NOTICES, REVIEWS)
