"""What happens to an application: tables of shares and waiting times, and the courses drawn from them.

The shares are of the size that people publish of their own searches (500 to 600 applications, about a third rejected,
half of them never answered, one in twelve talked to); see docs/example.md. They are given out by quota, not by lot, so that
every seed tells a like story.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example.rounds import Happening, after, attempt, talk
