"""What the entries about votes say, held against the votes: roll, ballots, hands, papers and verdicts."""

from app.recount import Check

OF_VOTE = "'“' || p.title || '”, ' || v.method || ', round ' || v.round"
VOTES = (
    "vote v JOIN agenda_item i ON i.id = v.item JOIN passage a ON a.id = i.passage JOIN proposal p ON p.id = a.proposal"
)

OPENED = Check(
    what="the vote",
    kinds=("vote.opened", "vote.closed", "vote.voided"),
    said="""
    SELECT o.seq, o.subject::text AS key, o.at AS opened_at, o.actor::text AS opened_by,
      o.facts ->> 'question' AS question, o.facts ->> 'method' AS method, (o.facts ->> 'round')::int AS round,
      o.facts ->> 'item' AS item, o.facts ->> 'meeting' AS meeting, o.facts ->> 'revision' AS revision,
      (SELECT string_agg(one, ' ' ORDER BY one COLLATE "C") FROM jsonb_array_elements_text(o.facts -> 'roll') one)
        AS roll,
      (SELECT coalesce(string_agg(one, ' ' ORDER BY one COLLATE "C"), '')
        FROM jsonb_array_elements_text(o.facts -> 'tellers') one) AS tellers,
      jsonb_build_object('due', o.facts -> 'due', 'present', o.facts -> 'present') AS numbers,
      o.facts ->> 'rule_sha256' AS rule_sha256,
      CASE WHEN e.seq IS NULL THEN 'open' WHEN e.kind = 'vote.voided' OR e.facts ->> 'outcome' = 'void' THEN 'void'
        ELSE 'closed' END AS state,
      coalesce(e.at::text, '') AS closed_at
    FROM entry o LEFT JOIN LATERAL (
      SELECT * FROM entry e WHERE e.subject = o.subject AND e.kind <> 'vote.opened' ORDER BY e.seq DESC LIMIT 1
    ) e ON true
    WHERE o.kind = 'vote.opened'
    """,
    kept=f"""
    SELECT v.id::text AS key, {OF_VOTE} AS called, v.opened_at, v.opened_by, v.question, v.method, v.round, v.item,
      v.meeting, v.revision,
      (SELECT string_agg(r.person::text, ' ' ORDER BY r.person) FROM roll_entry r WHERE r.vote = v.id) AS roll,
      (SELECT coalesce(string_agg(t.person::text, ' ' ORDER BY t.person), '') FROM teller t WHERE t.vote = v.id)
        AS tellers,
      v.numbers::jsonb AS numbers, encode(sha256(convert_to(v.rule, 'UTF8')), 'hex') AS rule_sha256, v.state,
      coalesce(v.closed_at::text, '') AS closed_at
    FROM {VOTES} WHERE v.village = $1
    """,
)

BALLOTS = Check(
    what="the ballots",
    kinds=("vote.closed",),
    said="""
    SELECT seq, subject::text AS key, facts ->> 'ballots' AS ballots, (facts ->> 'said_aloud')::int AS said_aloud
    FROM entry WHERE facts ->> 'method' = 'named'
    """,
    kept=f"""
    SELECT v.id::text AS key, {OF_VOTE} AS called,
      (SELECT encode(sha256(convert_to(coalesce(string_agg(
        b.voter || ' ' || b.choice || ' ' || b.channel || ' ' || b.cast_by || E'\\n', '' ORDER BY b.voter
      ), ''), 'UTF8')), 'hex') FROM ballot b WHERE b.vote = v.id) AS ballots,
      (SELECT count(*) FROM ballot b WHERE b.vote = v.id AND b.channel = 'clerk') AS said_aloud
    FROM {VOTES} WHERE v.village = $1 AND v.id::text IN (SELECT key FROM said)
    """,
)

VERDICTS = Check(
    what="the verdict",
    kinds=("vote.closed", "vote.voided"),
    said="""
    SELECT seq, subject::text AS key, at AS decided_at, facts ->> 'outcome' AS outcome, facts -> 'tally' AS tally,
      facts -> 'checks' AS checks,
      CASE WHEN facts ->> 'outcome' = 'void' OR EXISTS (
        SELECT 1 FROM entry later WHERE later.kind = 'vote.voided' AND later.subject = entry.subject
      ) THEN '' ELSE facts ->> 'outcome' END AS item_outcome
    FROM entry WHERE kind = 'vote.closed'
    """,
    kept=f"""
    SELECT v.id::text AS key, {OF_VOTE} AS called, d.decided_at, d.outcome, d.facts::jsonb -> 'tally' AS tally,
      d.facts::jsonb -> 'checks' AS checks, CASE WHEN 'void' IN (d.outcome, v.state) THEN ''
        ELSE coalesce(i.outcome, '') END AS item_outcome
    FROM {VOTES} JOIN verdict d ON d.vote = v.id WHERE v.village = $1
    """,
)

HANDS = Check(
    what="the count of hands",
    kinds=("vote.hands_counted",),
    said="""
    SELECT seq, subject || ' ' || (facts ->> 'attempt') AS key, at AS entered_at, actor AS entered_by,
      facts -> 'in_favour' AS in_favour, facts -> 'against' AS against, facts -> 'abstain' AS abstain
    FROM entry
    """,
    kept=f"""
    SELECT h.vote || ' ' || h.attempt AS key, {OF_VOTE} AS called, h.entered_at, h.entered_by, h.in_favour, h.against,
      h.abstain
    FROM hand_count h JOIN {VOTES} ON v.id = h.vote WHERE v.village = $1
    """,
)

# Until the tellers agree, their numbers are in no entry; the entry of the one who is last brings those of both.
PAPERS = Check(
    what="the count of papers",
    kinds=("vote.papers_counted", "vote.closed"),
    said="""
    SELECT e.seq, e.subject || ' ' || (e.facts ->> 'attempt') || ' ' || e.actor AS key, e.at AS entered_at,
      CASE WHEN agreed.facts ? 'counts' THEN agreed.facts -> 'counts' -> (e.facts ->> 'attempt') -> e.actor::text
        WHEN agreed.seq IS NULL THEN to_jsonb(''::text)
        WHEN closed.seq IS NOT NULL THEN closed.facts -> 'tally' END AS numbers
    FROM entry e
      LEFT JOIN entry agreed ON agreed.kind = e.kind AND agreed.subject = e.subject
        AND agreed.facts -> 'agreed' = 'true'
      LEFT JOIN entry closed ON closed.kind = 'vote.closed' AND closed.subject = e.subject
        AND closed.facts -> 'attempt' = e.facts -> 'attempt'
    WHERE e.kind = 'vote.papers_counted'
    """,
    kept=f"""
    SELECT c.key, c.called, c.entered_at, CASE WHEN said.numbers = '""' THEN said.numbers ELSE c.numbers END AS numbers
    FROM (
      SELECT c.vote || ' ' || c.attempt || ' ' || c.teller AS key, {OF_VOTE} AS called, c.entered_at,
        jsonb_build_object('handed_out', c.handed_out, 'returned', c.returned, 'in_favour', c.in_favour,
          'against', c.against, 'abstain', c.abstain, 'invalid', c.invalid) AS numbers
      FROM paper_count c JOIN {VOTES} ON v.id = c.vote WHERE v.village = $1
    ) c LEFT JOIN said ON said.key = c.key
    """,
)

CHECKS = (OPENED, BALLOTS, VERDICTS, HANDS, PAPERS)
