"""How are words, names and code written in LaTeX, whatever characters they contain?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    "`": r"\textasciigrave{}", '"': r"\textquotedbl{}", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''",
    "…": r"\ldots{}", "\u00a0": "~", "\u00ad": r"\-", "\u2011": "-", "•": r"\textbullet{}", "†": r"\textdagger{}",
    "‡": r"\textdaggerdbl{}", "™": r"\textrm{\texttrademark}", "€": r"\textrm{\texteuro}", "°": r"\textdegree{}", "§": r"\S{}",
    "¶": r"\P{}", "©": r"\textcopyright{}", "®": r"\textregistered{}", "µ": r"\ensuremath{\mu}", "·": r"\ensuremath{\cdot}",
    "×": r"\ensuremath{\times}", "÷": r"\ensuremath{\div}", "±": r"\ensuremath{\pm}", "−": r"\ensuremath{-}",
    "″": r"\ensuremath{''}", "¬": r"\ensuremath{\neg}", "²": r"\ensuremath{^2}", "³": r"\ensuremath{^3}", "¹": r"\ensuremath{^1}",
    "½": r"\ensuremath{\tfrac12}", "¼": r"\ensuremath{\tfrac14}", "¾": r"\ensuremath{\tfrac34}",
}
SYMBOLS = {
    "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "≡": "equiv", "∞": "infty", "∈": "in", "∉": "notin", "⊂": "subset",
    "⊆": "subseteq", "∪": "cup", "∩": "cap", "∖": "setminus", "∅": "emptyset", "∀": "forall", "∃": "exists", "→": "to",
    "←": "leftarrow", "↦": "mapsto", "⇒": "Rightarrow", "⇔": "Leftrightarrow", "∧": "land", "∨": "lor", "√": "surd", "∑": "sum",
    "∏": "prod", "∫": "int", "∂": "partial", "∇": "nabla", "∘": "circ", "′": "prime", "⋅": "cdot", "∼": "sim", "∝": "propto",
}
GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi",
    "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma",
    "Upsilon", "Phi", "Psi", "Omega",
)
VARIANTS = {"epsilon": "varepsilon", "phi": "varphi"}
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030a": "r", "\u030c": "v", "\u0304": "=",
    "\u0307": ".", "\u0306": "u", "\u030b": "H", "\u0327": "c", "\u0328": "k", "\u0323": "d", "\u0331": "b",
}
LETTERS = {
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "œ": r"\oe{}",
    "Œ": r"\OE{}", "ı": r"\i{}", "đ": r"\dj{}", "Đ": r"\DJ{}", "ð": r"\dh{}", "Ð": r"\DH{}", "þ": r"\th{}", "Þ": r"\TH{}",
    "¡": "!`", "¿": "?`",
}
_GREEK_CHARACTERS = {
    unicodedata.lookup(f"GREEK {'SMALL' if n[0].islower() else 'CAPITAL'} LETTER {n.upper().replace('LAMBDA', 'LAMDA')}"): n
    for n in GREEK
}
BREAKABLE = "+-*/=<>(),;:[]{}_^ "  # a line of code may end after these
TYPED = {" ": r"\ ", "'": r"\textquotesingle{}", "-": "-{}"}  # in code
ENDLESS = 30  # characters of a word that is none


def words(text: str) -> str:
    """Running text, a space kept at either end; every character is printed, or named by its code point."""
    middle = " ".join(_word(list(map(_character, word))) for word in text.split())
    return f"{' ' if text[:1].isspace() else ''}{middle}{' ' if text[-1:].isspace() and middle else ''}"


def code(text: str) -> str:
    """Typewriter text that may be broken after its signs, and inside words without end."""
    found = ""
    for is_sign, run in groupby(text, BREAKABLE.__contains__):
        shown = [TYPED.get(char) or _character(char) for char in run]
        found += "".join(rf"{sign}\allowbreak{{}}" for sign in shown) if is_sign else _word(shown)
    return rf"\texttt{{{found}}}"


def _word(shown: Sequence[str]) -> str:
    """The characters of a word; one without end, an address say, can be broken anywhere."""
    length = sum(len(char) if char.startswith("[U+") else 1 for char in shown)
    return "".join(shown) if length < ENDLESS else r"\allowbreak{}".join(shown)


def _character(char: str) -> str:
    if char in SPECIAL:
        return SPECIAL[char]
    if " " <= char <= "~":
        return char
    if char.isspace():
        return " "
    if char in SYMBOLS:
        return rf"\ensuremath{{\{SYMBOLS[char]}}}"
    if char in _GREEK_CHARACTERS:
        return rf"\ensuremath{{{greek(_GREEK_CHARACTERS[char])}}}"
    if char in LETTERS:
        return LETTERS[char]
    taken = unicodedata.normalize("NFD", char)
    if len(taken) == 2 and taken[1] in ACCENTS and taken[0].isascii() and taken[0].isalpha():
        return rf"\{ACCENTS[taken[1]]}{{{taken[0]}}}"
    return f"[U+{ord(char):04X}]"


def greek(name: str) -> str:
    """The command of a Greek letter; capital letters without one of their own do not occur."""
    return f"\\{VARIANTS.get(name, name)}"


def name(text: str) -> str:
    """A variable: x, alpha, x_1 as mathematicians write them, others in upright letters. Different names look different."""
    found = re.fullmatch(r"([A-Za-z]+)(?:_([0-9]+|[A-Za-z]))?", text)
    stem, index = found.groups() if found else (text, None)
    if stem in GREEK or len(stem) == 1:
        letter = greek(stem) if stem in GREEK else stem
    else:
        parts = [part for part in re.findall("[^_]*_*", stem) if part]
        letter = r"\allowbreak ".join(rf"\mathrm{{{''.join(map(_character, part))}}}" for part in parts)
    return f"{letter}_{{{index}}}" if index else letter
