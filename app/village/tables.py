"""The village: who lives here, in which household and group, who holds which seat, and who may log in."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from app.database import one_of
from app.village.rules.consents import ConsentKind
from app.village.rules.seats import Body, Office, Party, Sex


class Village(Table, tablename="village", help_text="One village; its code stands in addresses and in check codes."):
    id = UUID(primary_key=True)
    code = Varchar(length=12, unique=True, default=None)
    name = Varchar(length=60, default=None)
    town = Varchar(length=60, default="")
    zone = Varchar(length=40, default="Asia/Shanghai")
    pack = Varchar(length=64, default="four-discussions")  # a pack of the house by name, one of its own by digest
    supervision_phone = Varchar(length=20, default="")
    clerk_phone = Varchar(length=20, default="")
    township_phone = Varchar(length=20, default="")
    founded_at = Timestamptz(default=None)


class Group(Table, tablename="village_group", help_text="A villagers' group of the village."):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60, default=None)

    village_group_name = Unique([village, name])


class Household(Table, tablename="household", help_text="A household, by its number in the village."):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    no = Varchar(length=20, default=None)
    group = ForeignKey(Group, null=False, on_delete=OnDelete.restrict)

    household_no_in_village = Unique([village, no])


class Person(
    Table,
    tablename="person",
    help_text="A person of the village, or an officer who serves it; `until` is the day of leaving.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    no = Varchar(length=20, default=None)
    name = Varchar(length=60, default=None, index=True)
    sex = Varchar(length=6, default=None)
    born = Date(null=True, default=None)
    household = ForeignKey(Household, null=True, default=None, on_delete=OnDelete.restrict)
    head = Boolean(default=False)
    relation = Varchar(length=20, default="")
    phone = Varchar(length=20, null=True, default=None)
    party = Varchar(length=12, default=Party.NONE)
    until = Date(null=True, default=None)

    person_no_in_village = Unique([village, no])
    person_sex_known = one_of("sex", Sex)
    person_party_known = one_of("party", Party)


class Seat(
    Table,
    tablename="seat",
    help_text="A person's seat in a body, with its office, from a day until a day (open while held).",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    body = Varchar(length=24, default=None)
    office = Varchar(length=24, default=None)
    since = Date(default=None)
    until = Date(null=True, default=None)

    seat_held_once = Unique([person, body, office, since])
    seat_body_known = one_of("body", Body)
    seat_office_known = one_of("office", Office)
    seat_ends_after_it_began = Check('"until" IS NULL OR "until" >= "since"')


class Representation(Table, tablename="representation", help_text="A household that a representative speaks for."):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    representative = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    household = ForeignKey(Household, null=False, on_delete=OnDelete.restrict)
    since = Date(default=None)
    until = Date(null=True, default=None)

    representation_begins_once = Unique([household, representative, since])


class Account(
    Table,
    tablename="account",
    help_text="How a person comes in: a card's one-time code first, then a password of their own.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, unique=True, on_delete=OnDelete.restrict)
    password_hash = Text(null=True, default=None)
    card_lookup = Varchar(length=64, null=True, default=None, unique=True)
    card_hash = Text(null=True, default=None)
    card_issued_at = Timestamptz(null=True, default=None)
    card_until = Date(null=True, default=None)
    card_used_at = Timestamptz(null=True, default=None)
    token_version = Integer(default=1)
    seen_at = Timestamptz(null=True, default=None)


class Consent(
    Table,
    tablename="consent",
    help_text="A card or a seat of who watches over others: asked for by one office, agreed to by a second one.",
):
    id = UUID(primary_key=True)
    village = ForeignKey(Village, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    body = Varchar(length=24, default="")
    office = Varchar(length=24, default="")
    day = Date(null=True, default=None)
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    asked_at = Timestamptz(default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    decided_at = Timestamptz(null=True, default=None)
    agreed = Boolean(null=True, default=None)
    reason = Varchar(length=300, default="")
    used_at = Timestamptz(null=True, default=None)

    consent_kind_known = one_of("kind", ConsentKind)


class EndedSession(
    Table,
    tablename="ended_session",
    help_text="A session that was logged out of, kept until its cookie is worth nothing by itself.",
):
    id = UUID(primary_key=True)
    ended_at = Timestamptz(default=None)


class Bucket(
    Table, tablename="bucket", help_text="What is left of a limit (a token bucket) for one account or address."
):
    key = Varchar(length=120, primary_key=True, default=None)
    tokens = BigInt(default=None)  # thousandths of one try
    at = Timestamptz(default=None)
