"""Is what a process has loaded left out when garbage is looked for?"""

from __future__ import annotations

import subprocess
import sys

LOADED_AND_LATER = """
import gc
from service_kit.process import leave_alone_what_stays
loaded = [[number] for number in range(1000)]
leave_alone_what_stays()
later = [[number] for number in range(1000)]
searched = {id(each) for each in gc.get_objects()}
print(sum(id(each) in searched for each in loaded), sum(id(each) in searched for each in later))
before = gc.get_stats()[0]["collections"]
many = [[number] for number in range(10_000)]
print(gc.get_stats()[0]["collections"] - before)
"""


def test_what_was_loaded_is_left_alone_and_what_came_later_is_not():
    command = [sys.executable, "-c", LOADED_AND_LATER]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["0", "1000", "0"]
