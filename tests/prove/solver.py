"""z3 as a program on SMT-LIB text, question by question; cvc5 on the same text afterwards."""

import re
import subprocess

Z3 = ("z3", "-in")
CVC5 = ("cvc5", "--lang=smt2", "--incremental")
VALUE = re.compile(r"\((\|[^|]*\|)\s+([^\s()]+)\)")


class Solver:
    """Each `check` is one query; the text of all of them is kept for a second solver."""

    def __init__(self, lines):
        self.z3 = subprocess.Popen(Z3, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.script = ["(set-logic ALL)", *lines]
        self.verdicts = []
        self.z3.stdin.write("\n".join(self.script) + "\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.z3.stdin.close()
        self.z3.wait()
        self.z3.stdout.close()

    def check(self, term, wanted=(), lines=()):
        """None if no answers make the term true; else the values of the wanted symbols, by symbol.

        lines: definitions that this one query needs.
        """
        query = ["(push 1)", *lines, f"(assert {term})", "(check-sat)"]
        self.script += [*query, "(pop 1)"]
        self.send(query)
        verdict = self.z3.stdout.readline().strip()
        if verdict not in ("sat", "unsat"):
            raise RuntimeError(f"z3 said {verdict!r} to {term[:300]}")
        self.verdicts.append(verdict)
        values = None
        if verdict == "sat":
            values = self.values(wanted) if wanted else {}
        self.send(["(pop 1)"])
        return values

    def send(self, lines):
        self.z3.stdin.write("\n".join(lines) + "\n")
        self.z3.stdin.flush()

    def values(self, wanted):
        self.send([f"(get-value ({' '.join(wanted)}))"])
        text, depth = [], 0
        while not text or depth:
            line = self.z3.stdout.readline()
            if not line:
                raise RuntimeError("z3 ended in the middle of a model")
            depth += line.count("(") - line.count(")")
            text.append(line)
        read = {"true": True, "false": False}
        return {name: read[value] if value in read else int(value) for name, value in VALUE.findall("".join(text))}

    def disagreements(self, program=CVC5):
        """The numbers of the queries to which the other program gives another answer."""
        run = subprocess.run(program, input="\n".join(self.script) + "\n", text=True, capture_output=True)
        verdicts = run.stdout.split()
        if len(verdicts) != len(self.verdicts):
            raise RuntimeError(f"{program[0]} gave {len(verdicts)} answers to {len(self.verdicts)} queries: "
                               f"{run.stdout[-300:]} {run.stderr[-300:]}")
        return [number for number, (ours, other) in enumerate(zip(self.verdicts, verdicts)) if ours != other]
