"""Check the history of a glossary without trusting whoever keeps it. Needs Python 3.9 or newer and nothing else.

LOG is the log as JSON lines: `taiyaku log`, or the pages of …/glossaries/ID/log one after the other; - reads a pipe.
A checkpoint is what you kept of …/ID/checkpoint or of the member "checkpoint" of an edition; only with one a log cut
short or written anew is noticed. With --from the log begins after that checkpoint: it proves that the others follow.
digest = sha256(digest before ‖ sha256(entry)), the first after 32 zero bytes; part = sha256(32 bytes of salt ‖ text).
"""

import argparse
import fileinput
import json
import sys
from hashlib import sha256
from pathlib import Path


def need(holds, why):
    """Raise unless something holds."""
    if not holds:
        raise ValueError(why)


def unique(pairs):
    """A JSON object whose members all have different names."""
    need(len(dict(pairs)) == len(pairs), "a member occurs twice")
    return dict(pairs)


class Chain:
    """A log as far as it has been checked."""

    def __init__(self, start, checkpoints):
        self.seq, self.sure, self.checkpoints = start["seq"], start["seq"], checkpoints
        self.digest, self.partial = bytes.fromhex(start["digest"].split(":")[1]), start["seq"] > 0
        self.glossary, self.recorded, self.numbers, self.missing, self.redacted = None, "", {}, {}, []

    def take(self, line):
        """Check one more line; raises `ValueError` or the like."""
        self.seq += 1
        row = json.loads(line, object_pairs_hook=unique)
        entry = json.loads(row["entry"], object_pairs_hook=unique)
        self.digest = sha256(self.digest + sha256(row["entry"].encode()).digest()).digest()
        need(set(row) == {"entry", "parts", "digest"}, "the line has other members")
        need("sha256:" + self.digest.hex() == row["digest"], "it does not follow the entries before it")
        need(entry["seq"] == self.seq, "another entry stands in its place")
        need(self.glossary in (None, entry["glossary"]), "it belongs to another glossary")
        need(entry["recorded_at"] >= self.recorded, "time runs backwards")
        need(set(entry["parts"]) == set(row["parts"]), "it has other parts than it says")
        self.glossary, self.recorded = entry["glossary"], entry["recorded_at"]
        if "change_note" in entry["parts"]:  # then it is a revision
            last = self.numbers.get(entry["concept"], entry["number"] - 1 if self.partial else 0)
            need(entry["number"] == last + 1, "a revision is missing before it")
            self.numbers[entry["concept"]] = entry["number"]
        for name, part in row["parts"].items():
            self.part(name, part, entry["parts"][name])
        gone = [(each["seq"], each["part"]) for each in entry.get("redacts", ())]
        self.redacted += [f"{seq}:{name}" for seq, name in gone if self.missing.pop((seq, name), None)]

    def part(self, name, part, digest):
        """Check a text against the digest that its entry carries; one that is missing must be redacted later."""
        if part is None:
            self.missing[self.seq, name] = self.seq, f"its {name} is missing, and was not redacted"
        else:
            made = sha256(bytes.fromhex(part["salt"]) + part["text"].encode()).hexdigest()
            need(len(part["salt"]) == 64 and f"sha256:{made}" == digest, f"its {name} was altered")

    def wrong(self, lines):
        """The first entry that may not be as it was recorded, with the reason; None where all is well."""
        for line in lines:
            try:
                self.take(line)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                return self.seq, str(error)
            here = {each["digest"] for each in self.checkpoints if each["seq"] == self.seq}
            if here - {f"sha256:{self.digest.hex()}"}:
                return self.sure + 1, f"something from here to entry {self.seq} is not what the checkpoint saw"
            self.sure = self.seq if here else self.sure
        self.redacted += [f"{seq}:{name} (a later entry must say so)" for seq, name in self.missing]
        short = [(self.seq + 1, "the log is cut short") for each in self.checkpoints if each["seq"] > self.seq]
        return min(short or ([] if self.partial else self.missing.values()), default=None)


def main():
    """Check what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", nargs="+")
    parser.add_argument("--checkpoint", action="append", default=[], type=Path)
    parser.add_argument("--from", dest="start", type=Path)
    given = parser.parse_args()
    start = json.loads(given.start.read_text()) if given.start else {"seq": 0, "digest": "sha256:" + "00" * 32}
    chain = Chain(start, [json.loads(path.read_text()) for path in given.checkpoint])
    with fileinput.input(given.log, mode="rb") as lines:
        wrong = chain.wrong(lines)
    if wrong:
        sys.exit(f"entry {wrong[0]}: {wrong[1]}")
    sys.stdout.write(f"{chain.seq} entries, whole: sha256:{chain.digest.hex()} redacted: {chain.redacted}\n")


if __name__ == "__main__":
    main()
