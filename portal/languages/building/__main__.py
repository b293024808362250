"""Builds what repair (docs/repair.md) and search (docs/relevance.md) know of the words of a language.

`python -m portal.languages.building LANGUAGE WHAT…`
"""

import argparse
import json
from importlib import import_module
from pathlib import Path

from portal.languages import grammar, lemmas, letters, lexicon
from portal.languages.language import Language

from .grammar import learnt
from .lemmas import build_lemmas
from .lexicon import build_lexicon
from .sources import Sources
from .texts import read_texts

# What occurs less often says nothing of how new words are spelt.
LEAST_LETTERS = 3.0

_ROOT = Path(__file__).parents[3]
# What the portal has of texts, besides those that were written for this.
TEXTS = (*sorted((_ROOT / "news/fixtures/demonstration").glob("*.jsonl")), _ROOT / "tests/search/relevance/items.jsonl")


def build_letters(own: Sources, hunspell: Path, path: Path) -> None:
    weights = own.spellings(hunspell)
    words = sorted((word, weight) for word, weight in weights.items() if own.is_word(word))
    _write_json(path, letters.table(words, LEAST_LETTERS))


def build_grammar(own: Sources, texts: list[Path], words: Path, path: Path) -> None:
    marked = "".join(own.plain)
    found = [text for each in texts for text in read_texts(each, marked)]
    _write_json(path, learnt(lexicon.read(words), found, own.first_guess))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", help="code of a language with a package here, or the name of its package")
    parser.add_argument("what", nargs="+", choices=["lexicon", "letters", "grammar", "lemmas"])
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell"), help="folder of dictionaries")
    parser.add_argument("--wordfreq", type=Path, help="data folder of the package wordfreq")
    parser.add_argument("--texts", type=Path, nargs="*", help="texts to learn grammar from, or folders of them")
    parser.add_argument("--output", type=Path, help="folder to write to instead of the language's")
    options = parser.parse_args()
    package = options.language if "." in options.language else f"portal.languages.{options.language}"
    own: Sources = import_module(f"{package}.building").SOURCES
    language: Language = import_module(package).LANGUAGE
    output: Path = options.output or Path(language.folder or ".") / "data"
    if "lexicon" in options.what:
        if options.wordfreq is None:
            parser.error("the lexicon needs --wordfreq")
        build_lexicon(own, options.hunspell, options.wordfreq, output / lexicon.FILE)
    if "lemmas" in options.what:
        build_lemmas(own.lemma_rows(options.hunspell), output / lemmas.FILE)
    if "letters" in options.what:
        build_letters(own, options.hunspell, output / letters.FILE)
    if "grammar" in options.what:
        texts = [own.texts, *TEXTS] if options.texts is None else options.texts
        built = output / lexicon.FILE
        words = built if built.exists() else language.data_file(lexicon.FILE)
        if words is None:
            parser.error("grammar needs the lexicon")
        build_grammar(own, texts, words, output / grammar.FILE)


if __name__ == "__main__":
    main()
