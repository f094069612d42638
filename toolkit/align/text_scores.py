"""chrF and BLEU of a translation against a reference, line by line, by sacrebleu with its signatures.

Sources: Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"; Post 2018, "A Call for Clarity in
Reporting BLEU Scores".
"""

from __future__ import annotations

from pathlib import Path

from toolkit.model import BitextError


def text_scores(reference: str | Path, test: str | Path) -> dict[str, dict[str, object]]:
    """For ``chrF`` and ``BLEU`` the score, 0 to 100, and the signature with which it can be made again.

    Line N of both files is segment N.  Raises BitextError for files of different lengths and for empty ones.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    wanted, given = _lines(reference), _lines(test)
    if len(wanted) != len(given):
        raise BitextError(
            f"{len(given)} lines where the reference has {len(wanted)}", path=test, remedy="give one line a segment"
        )
    scores: dict[str, dict[str, object]] = {}
    for name, metric in (("chrF", CHRF()), ("BLEU", BLEU())):
        score = metric.corpus_score(given, [wanted])
        scores[name] = {"score": round(float(score.score), 4), "signature": str(metric.get_signature())}
    return scores


def _lines(path: str | Path) -> list[str]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BitextError("not UTF-8 text", path=path, remedy="give plain text, one segment a line") from error
    lines = text.removesuffix("\n").split("\n")
    if not text.strip():
        raise BitextError("no text in this file", path=path, remedy="give plain text, one segment a line")
    return lines
