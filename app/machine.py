"""What this machine must have before Yishi can work on it, and how to say plainly what it lacks."""


class MachineError(Exception):
    """Something the administrator must change; the message explains it whole and is shown without a traceback."""
