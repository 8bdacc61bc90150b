"""The purchase in SimPy, with the same events as ours: the baseline of `cargo xtask bench`.

Prints, for each case, the number of events and the seconds they took.
"""

import json
import sys
import time

import simpy


def run(buyers, locked):
    """One run with one ticket; gives how many events were recorded."""
    env = simpy.Environment()
    record = {"count": 1, "writer": 0}
    lock = simpy.Resource(env, 1) if locked else None
    events = []

    def buyer(number):
        def note(*what):
            events.append((env.now, number, *what))

        note("started")
        note("paused", "search")
        yield env.timeout(1_000_000)
        note("looked", record["count"], record["writer"])
        if locked:
            request = lock.request()
            if not request.triggered:
                note("waiting")
            yield request
            note("acquired")
        note("entered")
        seen = record["count"]
        note("read", seen, record["writer"])
        note("paused", "pay")
        yield env.timeout(1_000_000)
        note("checked", seen > 0)
        if seen > 0:
            note("wrote", seen - 1, record["count"], record["writer"])
            record["count"], record["writer"] = seen - 1, number
            note("bought")
            note("paused", "confirm")
            yield env.timeout(1_500_000)
        else:
            note("sold out")
        note("left")
        if locked:
            lock.release(request)
            note("released")
        note("ended")

    for number in range(1, buyers + 1):
        env.process(buyer(number))
    env.run()
    return len(events)


def main():
    results = {}
    for name, buyers, locked, runs in json.loads(sys.argv[1]):
        begun = time.perf_counter()
        events = sum(run(buyers, locked) for _ in range(runs))
        results[name] = [events, time.perf_counter() - begun]
    print(json.dumps(results))


main()
