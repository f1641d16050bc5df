"""The chapters on methods, as written in docs/methods: the page and the repository say the same."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "methods"


def chapters() -> dict[str, str]:
    """Each chapter's text by its title: the numbered ones in order, then whether the intervals hold."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))]
    return {text.partition("\n")[0].removeprefix("# "): text.partition("\n")[2].strip() for text in texts}
