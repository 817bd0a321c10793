"""Shows the referral flags of one patient and writes the patient's sheet."""

import sys
from pathlib import Path

import unknot


def main() -> int:
    with unknot.Engine() as engine:  # one for the whole process
        try:
            with engine.assess({"answers": {"age": 46, "pain_score": 4, "saddle_numbness": "unsure"}}) as result:
                print("tier:", result.tier)
                if not result.complete:
                    print("could still be:", result.possible_tier, "- a person must finish the screen")
                for flag in result.flags:
                    if flag.status != "clear":
                        print(f"{flag.title} ({flag.status}): {flag.reason}")
                Path("handout.html").write_text(result.html(), encoding="utf-8")
        except unknot.IntakeError as error:
            print("refused:", error)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
