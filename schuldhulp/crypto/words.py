"""What is searched for: whole words and beginnings, without accents. Pure."""

import unicodedata


def words_of(text: str) -> list[str]:
    """Fold accents and case and split in words of letters and digits."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return plain.split()


def pieces_of(word: str) -> set[str]:
    """The word itself and its first 3, 4 and 5 letters."""
    return {word} | {word[:n] for n in (3, 4, 5) if len(word) >= n}
