"""The protocol of the benches' drivers (benches/src/driver) for peers that are Python packages.

A peer is an object with `run(code)`, which makes a sandbox, runs the code in it, is rid of it and returns what the code
printed; `hold(code)`, which returns a live sandbox that has run the code; and `ask(live, line)`, which has a live
sandbox print a line and returns it.
"""

import json
import sys
from time import perf_counter_ns


def serve(peer):
    """Answers requests from standard input; with `once python3 -c CODE`, runs the code instead."""
    if sys.argv[1:2] == ["once"]:
        sys.stdout.write(peer.run(sys.argv[-1]))
        return
    held = []
    for line in sys.stdin:
        request = json.loads(line)
        times = []
        answer = {"times_ns": times}
        begun = perf_counter_ns()
        try:
            fulfil(peer, held, request, times, answer)
        except BaseException as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        answer["elapsed_ns"] = perf_counter_ns() - begun
        print(json.dumps(answer), flush=True)


def fulfil(peer, held, request, times, answer):
    code = request.get("script", {}).get("code")
    match request["do"]:
        case "run":
            answer["output"] = timed(times, lambda: peer.run(code))
        case "rate":
            end = perf_counter_ns() + request["seconds"] * 1e9
            while perf_counter_ns() < end:
                timed(times, lambda: peer.run(code))
        case "hold":
            for _ in range(request["count"]):
                held.append(timed(times, lambda: peer.hold(code)))
        case "ask":
            for number, live in enumerate(held):
                line = timed(times, lambda: peer.ask(live, str(number)))
                if line.strip() != str(number):
                    raise RuntimeError(f"sandbox {number} answered {line!r}")


def timed(times, action):
    begun = perf_counter_ns()
    result = action()
    times.append(perf_counter_ns() - begun)
    return result
