"""What is done in a process of its own, whose walls hold nobody else."""

import json
import os
import threading


def in_a_fork(act):
    """What ``act`` says in a fork of this process, as JSON keeps it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(theirs, json.dumps(act()).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as said:
        answer = said.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def in_a_thread(act):
    """What ``act`` says in a thread of its own: most walls stand around the thread that raised them."""
    said = []
    thread = threading.Thread(target=lambda: said.append(act()))
    thread.start()
    thread.join()
    return said[0]
