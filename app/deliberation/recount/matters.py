"""Matters as the entries tell of them: how each was put forward, its texts and money, its papers, its rules."""

from app.recount import Check

TITLE = "'“' || p.title || '”'"

PUT_FORWARD = Check(
    what="the matter",
    kinds=("proposal.put_forward",),
    said="""
    SELECT seq, subject::text AS key, at AS put_forward_at, (facts ->> 'year')::int AS year,
      (facts ->> 'number')::int AS number, facts ->> 'title' AS title, facts ->> 'category' AS category,
      facts ->> 'origin' AS origin, facts ->> 'pack' AS pack, facts ->> 'renews' AS renews,
      facts ->> 'sponsor' AS sponsor
    FROM entry
    """,
    kept=f"""
    SELECT p.id::text AS key, {TITLE} AS called, p.put_forward_at, p.year, p.number, p.title, p.category, p.origin,
      p.pack, coalesce(p.renews::text, '') AS renews, p.sponsor
    FROM proposal p WHERE p.village = $1
    """,
)

# The digest is that of `Wording.digest`, worked out from the words and the money as they stand now.
TEXTS = Check(
    what="text and money",
    kinds=("proposal.put_forward", "proposal.revised"),
    said="""
    SELECT seq, subject || ' ' || coalesce(facts ->> 'revision', '1') AS key, at AS written_at, actor AS author,
      facts ->> 'digest' AS text_and_money, facts ->> 'digest' AS digest, coalesce(facts ->> 'reason', '') AS reason
    FROM entry
    """,
    kept=f"""
    SELECT r.proposal || ' ' || r.number AS key, {TITLE} || ', revision ' || r.number AS called, r.written_at,
      r.author, r.digest, r.reason,
      encode(sha256(convert_to('[' || to_json(r.summary)::text || ',' || to_json(r.text)::text || ',['
        || coalesce((SELECT string_agg('[' || to_json(m.kind)::text || ',' || to_json(m.label)::text || ','
          || to_json(m.basis)::text || ',' || m.fen || ']', ',' ORDER BY m.position, m.kind)
          FROM money_line m WHERE m.revision = r.id), '')
        || ']]', 'UTF8')), 'hex') AS text_and_money
    FROM revision r JOIN proposal p ON p.id = r.proposal WHERE p.village = $1
    """,
)

PAPERS = Check(
    what="a paper",
    kinds=("proposal.put_forward", "proposal.papers_added"),
    said="""
    SELECT e.seq, e.subject || ' ' || coalesce(paper ->> 'sha256', paper #>> '{}') AS key, e.at AS added_at,
      e.actor AS added_by, coalesce(paper ->> 'name', e.facts -> 'paper_names' ->> (place - 1)::int) AS name_
    FROM entry e, jsonb_array_elements(e.facts -> 'papers') WITH ORDINALITY listed (paper, place)
    """,
    kept=f"""
    SELECT t.proposal || ' ' || t.sha256 AS key, {TITLE} || ', ' || t.name AS called, t.added_at, t.added_by,
      t.name AS name_
    FROM attachment t JOIN proposal p ON p.id = t.proposal WHERE p.village = $1
    """,
)

RULES = Check(
    what="the rules",
    kinds=("proposal.put_forward", "pack.adopted"),
    said="""
    SELECT min(seq) AS seq, digest AS key, digest FROM (
      SELECT seq, facts ->> 'pack' AS digest FROM entry WHERE kind = 'proposal.put_forward'
      UNION ALL SELECT seq, facts ->> 'digest' FROM entry
        WHERE kind = 'pack.adopted' AND facts ->> 'key' = facts ->> 'digest'
    ) named GROUP BY digest
    """,
    kept="""
    SELECT k.digest AS key, k.name AS called, encode(sha256(convert_to(k.text, 'UTF8')), 'hex') AS digest
    FROM pack k WHERE k.digest IN (SELECT key FROM said)
    """,
)

SUPPORT = Check(
    what="the support",
    kinds=("proposal.supported", "proposal.support_taken_back"),
    said="""
    SELECT seq, subject || ' ' || actor AS key, at AS supported_at FROM entry e WHERE kind = 'proposal.supported'
      AND NOT EXISTS (SELECT 1 FROM entry b WHERE b.subject = e.subject AND b.actor = e.actor AND b.seq > e.seq)
    """,
    kept=f"""
    SELECT s.proposal || ' ' || s.person AS key, {TITLE} AS called, s.at AS supported_at
    FROM support s JOIN proposal p ON p.id = s.proposal WHERE p.village = $1
    """,
)

HOUSEHOLDS = Check(
    what="what households were asked",
    kinds=("proposal.households_asked",),
    said="""
    SELECT max(seq) AS seq, subject || ' ' || actor AS key, max((facts ->> 'asked')::int) AS asked
    FROM entry GROUP BY subject, actor
    """,
    kept=f"""
    SELECT o.proposal || ' ' || o.representative AS key, {TITLE} AS called, count(*) AS asked
    FROM household_opinion o JOIN proposal p ON p.id = o.proposal WHERE p.village = $1
    GROUP BY o.proposal, o.representative, p.title
    """,
)

CHECKS = (PUT_FORWARD, TEXTS, PAPERS, RULES, SUPPORT, HOUSEHOLDS)
