"""The talk as the entries tell of it: posts and answers, what was hidden, suggestions and what became of them."""

from app.recount import Check

POSTS = Check(
    what="what was said",
    kinds=("post.said", "post.answered"),
    said="""
    SELECT seq, subject::text AS key, at AS said_at, actor AS author, facts ->> 'proposal' AS proposal,
      kind = 'post.answered' AS official, coalesce((facts ->> 'asks')::boolean, false) AS asks,
      coalesce(facts ->> 'due_on', '') AS due_on, facts ->> 'answers' AS answers,
      facts ->> 'text_sha256' AS text_sha256, facts ->> 'spoke_as' AS spoke_as
    FROM entry
    """,
    kept="""
    SELECT o.id::text AS key, '“' || p.title || '”, ' || n.name AS called, o.said_at, o.author, o.proposal, o.official,
      o.asks, coalesce(o.due_on::text, '') AS due_on, coalesce(o.answers::text, '') AS answers,
      encode(sha256(convert_to(o.text, 'UTF8')), 'hex') AS text_sha256, o.spoke_as
    FROM post o JOIN proposal p ON p.id = o.proposal JOIN person n ON n.id = o.author WHERE p.village = $1
    """,
)

HIDDEN = Check(
    what="that a post is hidden",
    kinds=("post.hidden",),
    said="""
    SELECT seq, subject::text AS key, at AS hidden_at, actor AS hidden_by, facts ->> 'reason' AS reason FROM entry
    """,
    kept="""
    SELECT h.post::text AS key, '“' || p.title || '”' AS called, h.hidden_at, h.hidden_by, h.reason
    FROM post_hidden h JOIN post o ON o.id = h.post JOIN proposal p ON p.id = o.proposal WHERE p.village = $1
    """,
)

SUGGESTIONS = Check(
    what="the suggestion",
    kinds=("suggestion.made", "suggestion.answered", "proposal.put_forward"),
    said="""
    SELECT m.seq, m.subject::text AS key, m.at AS made_at, m.actor AS author, m.facts ->> 'title' AS title,
      m.facts ->> 'due_on' AS due_on, m.facts ->> 'text_sha256' AS text_sha256,
      coalesce(a.facts ->> 'answer', '') AS answer, coalesce(t.subject::text, '') AS proposal,
      coalesce(a.actor::text, t.actor::text, '') AS answered_by, coalesce(a.at::text, t.at::text, '') AS answered_at
    FROM entry m LEFT JOIN entry a ON a.kind = 'suggestion.answered' AND a.subject = m.subject
      LEFT JOIN entry t ON t.kind = 'proposal.put_forward' AND t.facts ->> 'suggestion' = m.subject::text
    WHERE m.kind = 'suggestion.made'
    """,
    kept="""
    SELECT s.id::text AS key, '“' || s.title || '”' AS called, s.made_at, s.author, s.title, s.due_on,
      encode(sha256(convert_to(s.text, 'UTF8')), 'hex') AS text_sha256, coalesce(s.answer, '') AS answer,
      coalesce(s.proposal::text, '') AS proposal, coalesce(s.answered_by::text, '') AS answered_by,
      coalesce(s.answered_at::text, '') AS answered_at
    FROM suggestion s WHERE s.village = $1
    """,
)

CHECKS = (POSTS, HIDDEN, SUGGESTIONS)
