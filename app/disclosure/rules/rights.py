"""Which seats may do what in disclosure; publishing is for the supervision committee alone."""

from app.doors import Role

MAY_DRAFT = (Role.SECRETARY, Role.CLERK, Role.SUPERVISION)  # supervision needs no permission of those it supervises
MAY_PUBLISH = (Role.SUPERVISION,)
MAY_ENTER = (Role.SECRETARY, Role.CLERK, Role.COMMITTEE)
MAY_REOPEN = (*MAY_ENTER, Role.SUPERVISION)  # the ledger of a matter that was finished too soon
MAY_HIDE_FILES = (Role.SECRETARY, Role.CLERK, Role.SUPERVISION)
MAY_ANSWER = (Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISION)
SEE_NAMES = (Role.SECRETARY, Role.SUPERVISION)  # of those who object
