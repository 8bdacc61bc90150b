"""Makes a run of the script one of which the order is known: that of a simulated run.

Python imports this by its name before it runs anything, in every process. Who sleeps wakes when it is its turn in the
simulation's order, after whoever woke before has come to its next sleep, or to where it waits. A line is written at once
together with who printed it, as on a terminal. What is printed, by whom and after what, stays the script's.
"""

import builtins
import json
import os
import signal
import sys
import time

PLAN = json.loads(os.environ["OVERSOLD_PLAN"])
# How long others may need after somebody woke, who may have let them go on; and whoever woke, if it sleeps no more.
SETTLED, GONE = 0.06, 0.15
pause = time.sleep
# Nobody waits for ever, whatever went wrong: it is ended, and then the output is not what is expected.
LIMIT = 60
signal.alarm(LIMIT)
os.register_at_fork(after_in_child=lambda: signal.alarm(LIMIT))


class Me:
    """This process: its number, how often it has slept, and which of all wakings was its last."""

    pid = number = woken = None
    sleeps = 0


def say(text):
    os.write(1, f"{os.getpid()} {text}\n".encode())


def mark(name):
    """Whether this process is the first to set this mark."""
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def arrive():
    """The number of the buyer that this process is: they are given out in the simulation's order."""
    Me.number = next(number for number in PLAN["order"] if mark(f"arrived-{number}"))
    say(f"= {Me.number}")


def has_come_to_rest(waking):
    try:
        since = time.time() - os.stat(f"woke-{waking}").st_mtime
    except FileNotFoundError:
        return False
    return since > (SETTLED if os.path.exists(f"rests-{waking}") else GONE)


def sleep(_):
    if Me.pid != os.getpid():
        Me.pid, Me.number, Me.woken, Me.sleeps = os.getpid(), None, None, 0
        if sys._getframe(1).f_code.co_name == "clerk":
            Me.number = PLAN["clerk"]
        else:
            arrive()
    if Me.woken is not None:
        mark(f"rests-{Me.woken}")
    turns = [turn for turn, number in enumerate(PLAN["wakes"]) if number == Me.number]
    turn = turns[Me.sleeps]
    if turn == 0 and PLAN["gate"]:
        while not all(os.path.exists(f"arrived-{number}") for number in PLAN["order"]):
            pause(0.002)
    while turn > 0 and not has_come_to_rest(turn - 1):
        pause(0.002)
    Me.woken, Me.sleeps = turn, Me.sleeps + 1
    mark(f"woke-{turn}")


def printed(*values, **_):
    say(" ".join(map(str, values)))


time.sleep = sleep
builtins.print = printed
