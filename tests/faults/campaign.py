# SPDX-License-Identifier: MIT
"""campaign.py GHIRBAL SHIM [SEED [SECONDS]]: makes system calls and allocations of a run fail, one by one and
many at once, and kills it at any moment; then looks whether anything is lost.

Without SECONDS, a seeded sample of a fixed size (about a minute); with it, samples until the time is over.

A run of known files is done once undisturbed.  After each disturbed one:
  - a file is the old one or the new one, byte for byte; with status 0 it is the new one;
  - if a file is the new one, what was removed from it is in the rejects, whole;
  - what earlier runs under -i have put into the rejects is still there;
  - the copy that -i.bak keeps is the old file once that is replaced, and as long as it is not, the older copy
    is still there (kills, and undoing that is disturbed too, may leave the copy of a file that was not replaced);
  - a file that was replaced has the mode and the attributes that it had;
  - an output of -o is there only with its rejects;
  - inputs that are not to be rewritten never change;
  - no temporary file is left, but by SIGKILL or when unlink() fails;
  - the status is 0, 1 or 3, or the signal that was sent, or 2 with nothing written; what was not done is not
    status 0, and is told.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PAGE = ("أعلنت هيئة الموانئ، الثلاثاء، بدء العمل في الرصيف الشمالي للميناء رقم %d بعد توسعة استمرت عامين.\n"
        "تابعونا عبر فيسبوك\n"
        "وقال مدير الهيئة إن الرصيف الجديد يستطيع استقبال سفينتين كبيرتين في وقتٍ واحد.\n"
        "شارك المقال\n"
        "وتستقبل المدينة سنويًّا نحو ثلاثة آلاف باخرة، وفق أرقام وزارة النقل.\n")
CALLS = ("write read open mkostemp fsync rename fchmod fchown link unlink close ftruncate lseek fsetxattr getxattr "
         "listxattr stat fstat readlink realpath").split()
ERRORS = {"write": [28, 5, 4, 122, "short"], "read": [5, 4, "short"], "open": [13, 24, 4], "mkostemp": [13, 28],
          "fsync": [5, 28, 4], "rename": [13, 5, 28], "fchmod": [1], "fchown": [1], "link": [1, 31, 95], "unlink": [13],
          "close": [5, 4], "ftruncate": [5], "lseek": [5], "fsetxattr": [28, 1], "getxattr": [5], "listxattr": [5],
          "stat": [5, 13], "fstat": [5], "readlink": [5], "realpath": [13]}
KILLS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


def pages(count, start=0):
    return "\f".join(PAGE % (start + i) for i in range(count)).encode()


def lines(count):
    return "".join(json.dumps({"id": i, "text": PAGE % i}, ensure_ascii=False) + "\n" for i in range(count)).encode()


FILES = {"a": pages(1), "b": pages(300, 7), "clean": "وصل القطار في موعده صباح اليوم.\n".encode(), "c.jsonl": lines(400)}
OLD_REJECTS = b'{"file":"earlier","document":1,"line":1,"verdict":"drop","group":"share","reason":"x","text":"y"}\n'

# name: arguments, files rewritten, what stands there before
PLANS = {
    "in place": (["-i", "--rejects=r", "a", "clean", "b", "c.jsonl"], ["a", "clean", "b", "c.jsonl"], {}),
    "in place, threads": (["-i", "-j2", "--rejects=r", "b", "c.jsonl", "a"], ["a", "b", "c.jsonl"], {"r": OLD_REJECTS}),
    "copies": (["-i.bak", "a", "b"], ["a", "b"], {"a.bak": b"older a\n"}),
    "copies and rejects": (["-i.bak", "--rejects=r", "b", "a"], ["a", "b"], {"a.bak": b"older a\n", "b.bak": b"older b\n"}),
    "output": (["-o", "out", "--rejects=r", "--stats=s", "--report=h.html", "a", "b"], [], {"out": b"old text\n", "r": OLD_REJECTS}),
    "new output": (["-o", "out", "--rejects=r", "-j2", "b", "c.jsonl"], [], {}),
    "pipe": (["--rejects=r", "--stats", "a", "b"], [], {}),
}


class Campaign:
    def __init__(self, ghirbal, shim, seed):
        self.ghirbal, self.shim = os.path.abspath(ghirbal), os.path.abspath(shim)
        self.random = random.Random(seed)
        self.folder = tempfile.mkdtemp(prefix="faults.")
        self.runs = self.faults = 0
        self.losses = []
        self.wanted = {name: self.undisturbed(name) for name in PLANS}

    def prepare(self, name):
        place = os.path.join(self.folder, "work")
        shutil.rmtree(place, ignore_errors=True)
        os.mkdir(place)
        for file, text in {**FILES, **PLANS[name][2]}.items():
            with open(os.path.join(place, file), "wb") as to:
                to.write(text)
        os.chmod(os.path.join(place, "a"), 0o640)
        try:
            os.setxattr(os.path.join(place, "a"), "user.source", b"x")
        except OSError:
            pass
        return place

    def run(self, name, environment, kill_after=None):
        place = self.prepare(name)
        child = subprocess.Popen([self.ghirbal, *PLANS[name][0]], cwd=place, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 env={"LD_PRELOAD": self.shim, **environment})
        if kill_after:
            time.sleep(kill_after[1])
            child.send_signal(kill_after[0])
        out, err = child.communicate(timeout=60)
        self.runs += 1
        found = {}
        for file in os.listdir(place):
            with open(os.path.join(place, file), "rb") as text:
                found[file] = text.read()
        found[""] = out
        found["attributes"] = self.attributes(os.path.join(place, "a"))
        return child.returncode, found, err

    @staticmethod
    def attributes(path):
        try:
            return "%o %s" % (os.stat(path).st_mode, [(n, os.getxattr(path, n)) for n in os.listxattr(path) if n.startswith("user.")])
        except OSError:
            return "none"

    def undisturbed(self, name):
        count = os.path.join(self.folder, "count")
        if os.path.exists(count):
            os.unlink(count)
        status, found, err = self.run(name, {"FAULT_COUNT": count})
        assert status == 0 and (not err or "--stats" in PLANS[name][0]), (name, status, err)
        with open(count, encoding="ascii") as rows:
            counts = {call: int(number) for call, number in (row.split() for row in rows)}
        assert counts["malloc"] > 50 or sys.platform != "linux", counts
        by_file = {}
        for line in found.get("r", b"").splitlines(True):
            by_file[json.loads(line)["file"]] = by_file.get(json.loads(line)["file"], b"") + line
        return {"found": found, "rejects": by_file, "counts": counts}

    # ---- what must hold ----

    def check(self, name, how, status, found, err, killed, unlinks_fail, many):
        arguments, rewritten, before = PLANS[name]
        want, problems = self.wanted[name], []
        has_rejects = "--rejects=r" in arguments

        def lost(what):
            problems.append(what)

        if killed:
            if status not in (-killed, 0, 1, 3):
                lost("status %s" % status)
        elif status not in (0, 1, 2, 3):
            lost("status %s" % status)
        if status == 2 and any(found.get(file) != text for file, text in {**FILES, **before}.items()):
            lost("status 2 and something was written")
        rejects = found.get("r", b"")
        if rewritten and not rejects.startswith(before.get("r", b"")):
            lost("what earlier runs have removed is gone")
        for file in FILES:
            new = want["found"][file]
            if file not in rewritten:
                if found.get(file) != FILES[file]:
                    lost("input %s changed" % file)
                continue
            if found.get(file) not in (FILES[file], new):
                lost("%s is neither old nor new" % file)
            if status == 0 and found.get(file) != new:
                lost("status 0 and %s is not done" % file)
            if has_rejects and found.get(file) == new != FILES[file] and want["rejects"][file] not in rejects:
                lost("%s is new and its rejects are gone" % file)
            if file == "a" and found["attributes"] != want["found"]["attributes"]:
                lost("a has other attributes: %s" % found["attributes"])
            if "-i.bak" in arguments:
                copy, older = found.get(file + ".bak"), before.get(file + ".bak")
                if found.get(file) == new and copy != FILES[file]:
                    lost("%s is new and its copy is not the old one" % file)
                if found.get(file) == FILES[file] and copy != older and not ((killed or many) and copy == FILES[file]):
                    lost("%s is old and the older copy is gone" % file)
        if "-o" in arguments:
            out, new = found.get("out"), want["found"]["out"]
            if out not in (before.get("out"), new):
                lost("the output is neither old nor new")
            if out == new and rejects != want["found"]["r"]:
                lost("the output is there without its rejects")
        differ = [f for f in {*found, *want["found"]} if found.get(f) != want["found"].get(f) and not f.startswith(".")]
        if status == 0 and differ and not killed:
            lost("status 0, and %s differ" % differ)
        left = [file for file in found if file.startswith(".")]
        if left and killed != signal.SIGKILL and not unlinks_fail:
            lost("left: %s" % left)
        if status > 0 and not err and not how.get("FAULT", "").startswith(("write", "any")) and "FAULT_SEED" not in how:
            lost("status %d without a message" % status)
        for problem in problems:
            self.losses.append("%s, %s: %s (%s)" % (name, how, problem, err[:200]))

    # ---- the three campaigns ----

    def one_fault(self, name, call, nth, what, stay=False):
        how = {"FAULT": "%s %d %s" % (call, nth, what)}
        if stay and what != 4:  # who is interrupted for ever tries for ever
            how["FAULT_STAY"] = "1"
        killed = int(what[5:]) if str(what).startswith("kill-") else 0
        status, found, err = self.run(name, how)
        self.check(name, how, status, found, err, killed, call in ("unlink", "any") and not killed, stay)
        self.faults += 1

    def io(self):
        name = self.random.choice(list(PLANS))
        call = self.random.choice([c for c in CALLS if self.wanted[name]["counts"][c]])
        nth = self.random.randint(1, self.wanted[name]["counts"][call])
        self.one_fault(name, call, nth, self.random.choice(ERRORS[call]), self.random.random() < 0.3)

    def many(self):
        name = self.random.choice(list(PLANS))
        how = {"FAULT_SEED": str(self.random.randrange(1 << 30)), "FAULT_RATE": str(self.random.choice([5, 10, 20, 40, 80]))}
        status, found, err = self.run(name, how)
        self.check(name, how, status, found, err, 0, False, True)
        self.faults += 1

    def kill(self):
        name, number = self.random.choice(list(PLANS)), self.random.choice(KILLS)
        if self.random.random() < 0.7:
            counts = self.wanted[name]["counts"]
            self.one_fault(name, "any", self.random.randint(1, sum(counts[c] for c in CALLS)), "kill-%d" % number)
        else:
            status, found, err = self.run(name, {}, (number, self.random.random() * 0.04))
            self.check(name, {"killed": number}, status, found, err, number, False, False)

    def allocation(self):
        name = self.random.choice(list(PLANS))
        nth = self.random.randint(1, self.wanted[name]["counts"]["malloc"])
        self.one_fault(name, "malloc", nth, 12, self.random.random() < 0.5)

    def every_fault_of_few_calls(self):
        """The calls by which files take their names: each of them, in each plan."""
        for name in PLANS:
            for call in "rename", "link", "fsync", "ftruncate", "fchmod", "mkostemp":
                for nth in range(1, self.wanted[name]["counts"][call] + 1):
                    self.one_fault(name, call, nth, ERRORS[call][0])


def main():
    ghirbal, shim, *rest = sys.argv[1:]
    seed = int(rest[0]) if rest else 1
    seconds = float(rest[1]) if len(rest) > 1 else 0
    campaign = Campaign(ghirbal, shim, seed)
    done = {"io": 0, "many": 0, "kill": 0, "allocation": 0}
    end = time.monotonic() + seconds
    campaign.every_fault_of_few_calls()
    while time.monotonic() < end if seconds else sum(done.values()) < 400:
        for kind in done:
            getattr(campaign, kind)()
            done[kind] += 1
    shutil.rmtree(campaign.folder)
    for loss in campaign.losses[:20]:
        print("LOST", loss)
    print("faults: seed %d, %d runs: %d of all renames and their like, %s; %d losses" % (
        seed, campaign.runs, campaign.runs - sum(done.values()) - len(PLANS),
        ", ".join("%d %s" % (number, kind) for kind, number in done.items()), len(campaign.losses)))
    return 1 if campaign.losses else 0


sys.exit(main())
