"""Somebody with all keys changes, removes or adds by hand: `./yishi verify` names the place."""

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from app.chain import GENESIS, Link, canonical
from app.database import execute, fetch, fetch_value, transaction
from app.record import head_of
from app.settings import settings
from app.store import folder, place_of
from app.village.services.access import end_sessions
from tests.tampering.conftest import NOON_LATER, Told, by_hand, verified

pytestmark = pytest.mark.anyio

HERE = "(SELECT id FROM village WHERE code = 'mgb')"
NAMED = "(SELECT id FROM vote WHERE method = 'named' AND state = 'closed' LIMIT 1)"
ONE = {  # what is done, in SQL, and what is then said
    # the 26 of the review, but for those that follow one by one below
    "facts of an entry": (
        f"UPDATE record_entry SET facts = '{{}}' WHERE village = {HERE} AND seq = 40", "entry 40 was altered"),
    "who acted in an entry": (
        f"UPDATE record_entry SET actor_name = '别人' WHERE village = {HERE} AND seq = 40", "entry 40 was altered"),
    "the last entries removed": (
        f"DELETE FROM record_entry WHERE village = {HERE} AND seq > (SELECT seq - 5 FROM record_head"
        f" WHERE village = {HERE})", "was removed"),
    "entries and head of a village removed": (
        f"WITH gone AS (DELETE FROM record_head WHERE village = {HERE})"
        f" DELETE FROM record_entry WHERE village = {HERE}", "the head of the record was removed"),
    "all entries removed and the head at nothing": (
        f"WITH back AS (UPDATE record_head SET seq = 0, hash = repeat('0', 64) WHERE village = {HERE})"
        f" DELETE FROM record_entry WHERE village = {HERE}", "the village of mgb: no entry tells of it"),
    "two entries changed places": (
        f"UPDATE record_entry SET seq = seq - 1000 WHERE village = {HERE} AND seq IN (40, 41);"
        f"UPDATE record_entry SET seq = 81 - (seq + 1000) WHERE village = {HERE} AND seq < 0",
        "entry 40 was reordered"),
    "a ballot changed": (
        f"UPDATE ballot SET choice = 'against' WHERE ctid = (SELECT ctid FROM ballot WHERE vote = {NAMED}"
        " AND choice = 'for' LIMIT 1)",
        "vote.closed: the ballots of “曼坝寨饮水管道改造工程”, named, round 1 no longer matches"),
    "a ballot removed": (
        f"DELETE FROM ballot WHERE ctid = (SELECT ctid FROM ballot WHERE vote = {NAMED} LIMIT 1)",
        "vote.closed: the ballots of “曼坝寨饮水管道改造工程”"),
    "hands counted otherwise": (
        "UPDATE hand_count SET in_favour = in_favour - 1, against = against + 1 WHERE in_favour > 1 AND attempt = 1",
        "vote.hands_counted: the count of hands of “"),
    "another verdict": (
        "UPDATE verdict SET outcome = 'rejected' WHERE outcome = 'carried'",
        "vote.closed: the verdict of “曼坝寨至新寨道路硬化工程”, hands, round 1 no longer matches: outcome"
        " (rejected, by the record carried)"),
    "a voter added to the roll": (
        f"INSERT INTO roll_entry (id, vote, person, klass) SELECT gen_random_uuid(), {NAMED}, id, 'representatives'"
        " FROM person WHERE no = 'P0001' AND village = (SELECT village FROM vote LIMIT 1)",
        "vote.opened: the vote of “曼坝寨饮水管道改造工程”, named, round 1 no longer matches: roll"),
    "the hash of a published PDF": (
        "UPDATE notice SET pdf_sha256 = repeat('a', 64) WHERE state = 'published'",
        "notice.drafted: the notice of resolution-2026-1 version 1 no longer matches: pdf_sha256"),
    "the words of a published notice": (
        "UPDATE notice SET facts = replace(facts, '48', '47') WHERE state = 'published'",
        "the notice of resolution-2026-1 version 1 no longer matches: facts_sha256"),
    "who was at a meeting": (
        "DELETE FROM attendance WHERE ctid = (SELECT ctid FROM attendance WHERE id NOT IN"
        " (SELECT attendance FROM departure) LIMIT 1)", "it is not there any more"),
    "the text of a matter": (
        "UPDATE revision SET text = replace(text, '1.2', '1.5')",
        "text and money of “曼坝寨至新寨道路硬化工程”, revision 1 no longer matches: text_and_money"),
    "the money that was voted": (
        "UPDATE money_line SET fen = fen + 100 WHERE ctid = (SELECT ctid FROM money_line LIMIT 1)",
        "text and money of “曼坝寨至新寨道路硬化工程”"),
    "what was paid": (
        "UPDATE execution_entry SET fen = 50000 WHERE fen = 100000",
        "execution.entered: the line of the ledger of “曼坝寨至新寨道路硬化工程”, payment of 2026-04-19"
        " no longer matches: fen (50000, by the record 100000)"),
    "where a matter stands": (
        "UPDATE proposal SET state = 'closed', step = 6 WHERE state = 'executing'",
        "notice.published: the state of “曼坝寨至新寨道路硬化工程” no longer matches: it stands at step 6, closed;"
        " by the record at step 5, executing"),
    "who gave the committee's opinion": (
        "UPDATE review SET reviewer = (SELECT id FROM person LIMIT 1), opinion = '同意'",
        "notice.published: the committee's opinion of resolution-2026-1 version 1 no longer matches: "),
    "a hidden post shown again and its words changed": (
        "WITH shown AS (DELETE FROM post_hidden) UPDATE post SET text = '说得好' WHERE text LIKE '%骗子%'",
        "post.hidden: that a post is hidden of "),
    "the objections removed": (
        "WITH answers AS (DELETE FROM objection_answer) DELETE FROM objection",
        "objection.made: an objection of "),
    # what else an entry tells of
    "the words of a post": (
        "UPDATE post SET text = '都同意' WHERE text LIKE '几时%'",
        "post.said: what was said of “曼坝寨至新寨道路硬化工程”"),
    "the answer to a post": ("UPDATE post SET text = '明年。' WHERE official", "post.answered: what was said of "),
    "the answer to an objection": (
        "UPDATE objection_answer SET text = '一百米。'",
        "objection.answered: the answer to an objection of resolution-2026-1"),
    "the words of a suggestion": ("UPDATE suggestion SET text = '不用修。'",
        "suggestion.made: the suggestion of “修候车棚”"),
    "that a member left": ("DELETE FROM departure", "attendance.departed: that a member left of "),
    "an excuse": ("UPDATE summons SET excuse = ''", "attendance.excused: the excuse of "),
    "an excuse by hand": (
        "UPDATE summons SET excuse = '病' WHERE ctid = (SELECT ctid FROM summons WHERE excuse = '' LIMIT 1)",
        "no entry tells of it"),
    "a count of papers": (
        "UPDATE paper_count SET in_favour = in_favour - 1, against = 1",
        "vote.papers_counted: the count of papers of “垃圾"),
    "a seat": (
        "UPDATE seat SET office = 'member' WHERE body = 'villagers_committee' AND office = 'chair'", "the seat of "),
    "whom a representative speaks for": (
        "UPDATE representation SET representative = (SELECT id FROM person WHERE no = 'P0001' LIMIT 1)"
        " WHERE household = (SELECT id FROM household WHERE no = 'H001' LIMIT 1)",
        "village.enrolled: who speaks for the household of H001 no longer matches"),
    "the rules of a matter": (
        "UPDATE pack SET text = replace(text, '2', '1')", "proposal.put_forward: the rules of four-discussions"),
    "the rules by which a vote is counted": (
        "UPDATE vote SET rule = replace(rule, '1', '2') WHERE state = 'closed'", "vote.opened: the vote of "),
    "the village's phones": (
        f"UPDATE village SET supervision_phone = '123' WHERE id = {HERE}",
        "village.founded: the village of mgb no longer matches: supervision_phone (123, by the record 0000-8216045)"),
    "the row of the village": (f"DELETE FROM village WHERE id = {HERE}", "the row of the village was removed"),
    "the code of the village": (
        f"UPDATE village SET code = 'zzz' WHERE id = {HERE}",
        "the village is called zzz now, but its record is that of mgb"),
    "who wrote the minutes": (
        "UPDATE meeting SET chair = recorder",
        "meeting.called: the meeting of branch_committee 2026 no. 1 no longer matches: chair"),
    "a paper of a matter": ("DELETE FROM attachment", "proposal.papers_added: a paper of "),
    "a payment that no entry tells of": (
        "INSERT INTO execution_entry SELECT gen_random_uuid(), proposal, kind, done_on, '加付', who, line, fen, NULL,"
        " NULL, NULL, entered_by, entered_at, '' FROM execution_entry WHERE fen = 100000",
        "payment of 2026-04-19: no entry tells of it"),
    "a ballot put in afterwards": (
        f"INSERT INTO ballot SELECT gen_random_uuid(), {NAMED}, (SELECT id FROM person WHERE no = 'P0001' LIMIT 1),"
        " 'for', 'phone', cast_by, cast_at, receipt FROM ballot LIMIT 1", "vote.closed: the ballots of "),
    "somebody put among those present": (
        "INSERT INTO attendance SELECT gen_random_uuid(), meeting, (SELECT id FROM person WHERE no = 'P0001' LIMIT 1),"
        " arrived_at, 'code', NULL, 1 FROM attendance LIMIT 1", ": no entry tells of it"),
    "a whole notice by hand": (
        "INSERT INTO notice SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'number', 9,"
        " 'code', 'MGB-2026-9-XXXX'))).* FROM notice n WHERE state = 'published'",
        "the notice of resolution-2026-9 version 1: no entry tells of it"),
    "a matter by hand": (
        "INSERT INTO proposal SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number',"
        " 99))).* FROM proposal p WHERE title = '村活动广场改造工程'",
        "the matter of “村活动广场改造工程”: no entry tells of it"),
    "a vote opened again in the tables": (
        f"UPDATE vote SET state = 'open', closed_at = NULL WHERE id = {NAMED}", "vote.opened: the vote of "),
}  # fmt: skip


@pytest.mark.parametrize("what", ONE)
async def test_what_is_done_by_hand_is_named(told: Told, what: str) -> None:
    done, named = ONE[what]

    await by_hand(*done.split(";"))

    holds, says = await verified()
    assert not holds
    assert named in says


async def test_the_last_entries_removed_with_the_head_set_back_leave_rows_that_no_entry_tells_of(told: Told) -> None:
    await cut(told, last=5)

    holds, says = await verified()

    assert not holds
    assert "is not there any more" in says or "no entry tells of it" in says or "no longer matches" in says


async def test_a_published_pdf_that_was_altered_is_named(told: Told) -> None:
    place = await place_of_pdf()
    whole = place.read_bytes()
    try:
        place.write_bytes(whole.replace(b"PDF-", b"PDF_", 1))
        holds, says = await verified()
    finally:
        place.write_bytes(whole)

    assert not holds
    assert "notice MGB-2026-0001-" in says
    assert "is damaged" in says


async def test_a_published_pdf_that_is_gone_is_named(told: Told) -> None:
    place = await place_of_pdf()
    whole = place.read_bytes()
    try:
        place.unlink()
        holds, says = await verified()
    finally:
        place.write_bytes(whole)

    assert not holds
    assert "is missing" in says


async def test_only_a_witness_tells_of_an_entry_without_traces_removed_with_the_head_set_back(told: Told) -> None:
    await end_sessions(by=told.village.resident, at=NOON_LATER)
    mark = await mark_now(told)
    await cut(told, last=1)

    assert (await verified())[0]
    holds, says = await verified(mark)
    seq, _hash = await head_of(told.village.place.id)
    assert not holds
    assert f"mgb: the witness {mark} is later: entries after {seq} were removed" in says


async def test_only_a_witness_tells_of_a_whole_village_that_is_gone(told: Told) -> None:
    mark = await mark_now(told)
    await by_hand(
        f"DELETE FROM record_entry WHERE village = {HERE}", f"DELETE FROM record_head WHERE village = {HERE}",
        f"DELETE FROM village WHERE id = {HERE}",
    )  # fmt: skip

    holds, says = await verified(mark)

    assert (await verified())[0]
    assert not holds
    assert f"mgb: the witness {mark} is of a village that is gone" in says


async def test_only_a_witness_tells_of_a_record_hashed_anew_from_the_first_entry_on(told: Told) -> None:
    mark = await mark_now(told)
    await hash_anew(told, instead="别人")

    holds, says = await verified(mark)

    assert (await verified())[0]
    assert not holds
    assert f"mgb: the witness {mark} is not of this record: its entry " in says


async def test_a_witness_that_the_record_still_contains_is_told_of(told: Told) -> None:
    earlier = await fetch("SELECT hash FROM record_entry WHERE village = $1 AND seq = 7", told.village.place.id)
    mark = f"mgb:7:{earlier[0]['hash'][:8]}"

    holds, says = await verified(mark, await mark_now(told))

    assert holds
    assert f"mgb: {mark} is a part of this record" in says


async def test_verdicts_falsified_with_all_hashes_made_anew_are_named_by_the_tables(told: Told) -> None:
    await hash_anew(told, old='"outcome":"carried"', new='"outcome":"rejected"')

    holds, says = await verified()

    assert not holds
    assert "vote.closed: the verdict of “" in says


async def test_older_entries_without_a_hash_are_told_of_and_break_nothing(told: Told) -> None:
    await hash_anew(told, without="text_sha256", kinds=("post.said", "post.answered"))

    holds, says = await verified()

    assert holds
    assert "mgb: note: 3 older entries do not hold of what was said: text_sha256" in says


async def test_an_entry_that_cannot_be_read_is_named_and_nothing_falls_over(told: Told) -> None:
    await by_hand(f"UPDATE record_entry SET facts = 'x' WHERE village = {HERE} AND seq = 9")

    holds, says = await verified()

    assert not holds
    assert "mgb: nothing was compared: entry 9 cannot be read" in says


async def cut(told: Told, *, last: int) -> None:
    """Remove the last entries and set the head back, as if they had never been."""
    seq, _hash = await head_of(told.village.place.id)
    await by_hand(
        f"DELETE FROM record_entry WHERE village = {HERE} AND seq > {seq - last}",
        f"UPDATE record_head SET seq = {seq - last}, hash = (SELECT hash FROM record_entry WHERE village = {HERE}"
        f" AND seq = {seq - last}) WHERE village = {HERE}",
    )


async def mark_now(told: Told) -> str:
    seq, end = await head_of(told.village.place.id)
    return f"mgb:{seq}:{end[:12]}"


async def place_of_pdf() -> Path:
    root = folder()
    assert root is not None, settings().files
    return root / place_of(await fetch_value("SELECT pdf_sha256 FROM notice WHERE state = 'published'"))


async def hash_anew(
    told: Told, *, instead: str = "", old: str = "", new: str = "", without: str = "", kinds: tuple[str, ...] = ()
) -> None:
    """Change entries and give every one of them a new hash, up to the head: the chain itself shows nothing."""
    rows = await fetch("SELECT * FROM record_entry WHERE village = $1 ORDER BY seq", told.village.place.id)
    previous = GENESIS
    async with transaction():
        await execute("SET LOCAL session_replication_role = replica")
        for row in rows:
            texts = {name: str(row[name] or "") for name in ("village", "kind", "subject", "actor", "actor_name")}
            at = row["at"].astimezone(UTC).isoformat()
            facts = row["facts"].replace(old, new) if old else row["facts"]
            if without and row["kind"] in kinds:
                facts = canonical({name: value for name, value in json.loads(facts).items() if name != without})
            link = Link(**texts, seq=row["seq"], at=at, facts=facts, previous=previous)
            link = replace(link, actor_name=instead or link.actor_name)
            await execute(
                "UPDATE record_entry SET facts = $3, actor_name = $4, previous = $5, hash = $6"
                " WHERE village = $1 AND seq = $2",
                row["village"], row["seq"], link.facts, link.actor_name, link.previous, link.hash(),
            )  # fmt: skip
            previous = link.hash()
        await execute("UPDATE record_head SET hash = $2 WHERE village = $1", told.village.place.id, previous)
