"""Build the list of 7,776 words for codenames; run by hand, its outcome is kept.

    python tools/codename_words/build.py /usr/share/dict/dutch

The words come from the OpenTaal list as Debian packs it (`apt install wdutch`, BSD licence, beside the outcome);
`wordfreq` (`pip install wordfreq==3.1.1`) only puts them in order, so that common words come first. A word is taken
when it has 3 to 8 plain letters, is nobody's name, matches no pattern of `geweerd.txt`, is not rather English, sounds
like no word taken before it and differs from each of them in at least two letters.

`namen.txt` beside this file is written along with it: every small-letter word that the source also has with a capital.
"""

import re
import sys
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

from schuldhulp.accounts.codename.words import sound, within_one_letter

HERE = Path(__file__).parent
OUTCOME = HERE.parents[1] / "schuldhulp" / "accounts" / "codename" / "words.txt"
WANTED = 7776
PLAIN = re.compile(r"[a-z]{3,8}")


def patterns(file: Path) -> list[re.Pattern[str]]:
    """The patterns of a file, without its comments."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def candidates(source: list[str], names: set[str], barred: list[re.Pattern[str]]) -> list[str]:
    """Words that may be taken, the most common first."""
    plain = {word for word in source if PLAIN.fullmatch(word)} - names
    found = [word for word in top_n_list("nl", 400_000) if word in plain]
    return [
        word
        for word in found
        if not any(pattern.search(word) for pattern in barred)
        and zipf_frequency(word, "en") - zipf_frequency(word, "nl") < 0.8
    ]


def choose(found: list[str]) -> list[str]:
    """Take from the top what can be told apart from everything taken before, by eye and by ear."""
    taken: list[str] = []
    near: set[str] = set()
    sounds: set[str] = set()
    for word in found:
        around = within_one_letter(word)
        if around & near or sound(word) in sounds:
            continue
        taken.append(word)
        near |= around
        sounds.add(sound(word))
        if len(taken) == WANTED:
            return sorted(taken)
    raise SystemExit(f"the source gave only {len(taken)} words")


def main() -> None:
    """Read the source named on the command line and write both files."""
    source = Path(sys.argv[1]).read_text("utf-8").splitlines()
    small = {word for word in source if PLAIN.fullmatch(word)}
    names = {word.lower() for word in source if word[:1].isupper()} & small
    (HERE / "namen.txt").write_text("\n".join(sorted(names)) + "\n", "utf-8")
    taken = choose(candidates(source, names, patterns(HERE / "geweerd.txt")))
    OUTCOME.write_text("\n".join(taken) + "\n", "utf-8")


if __name__ == "__main__":
    main()
