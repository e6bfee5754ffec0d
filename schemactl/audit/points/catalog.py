"""The table of the points of an audit.

Sources are named and told in our words; read the texts themselves before relying on them.
"""

from schemactl.audit.dossier import Dossier
from schemactl.audit.point import Answer, Point
from schemactl.audit.points import custody, meaning, practice, quality

_ACT = "EU AI Act (consolidated 27 July 2026)"
_FDA = "FDA draft guidance on AI-enabled device software functions (7 January 2025)"


def _unknown(dossier: Dossier) -> Answer:
    """Collect what the points above do not know."""
    return custody.collected(
        (point.number, what) for point in POINTS[:-1] for what in point.answer(dossier).unknown
    )


POINTS: tuple[Point, ...] = (
    Point(1, "Which labeling procedure was used?",
          (f"{_ACT}, Annex IV(2)(d): labeling procedures and origin of the data",),
          meaning.procedure),
    Point(2, "Which steps prepared the data?",
          (f"{_ACT}, Article 10(2)(c): annotation, labeling, cleaning, updating, aggregation",),
          meaning.preparation),
    Point(3, "What was each label meant to measure?",
          (f"{_ACT}, Article 10(2)(d): what the data are supposed to measure and represent",
           "NIST AI RMF, MAP 2.3: validity of the construct"),
          meaning.measured),
    Point(4, "Why these labels and no others?",
          (f"{_ACT}, Article 10(2)(a) and Annex IV(2)(b): design choices and their rationale",),
          meaning.choices),
    Point(5, "Which gaps and biases are known?",
          (f"{_ACT}, Article 10(2)(f) to (h) and 10(3): bias, gaps, representative data",),
          meaning.gaps),
    Point(6, "Is labeling a managed procedure?",
          (f"{_ACT}, Article 17(1)(f): systems and procedures for data management",),
          practice.managed),
    Point(7, "Who labeled, and what did they know of the subject?",
          (f"{_FDA}: expertise of annotators",),
          practice.people),
    Point(8, "What were they told, and could they see each other?",
          (f"{_FDA}: training, instructions or guidelines given to annotators, blinding",),
          practice.told),
    Point(9, "How was quality checked?",
          (f"{_FDA}: consistency of annotations and how disagreements are settled",),
          quality.quality),
    Point(10, "What happened where labels were wrong?",
          (f"{_FDA}: plan for incorrect annotation",),
          quality.correction),
    Point(11, "Which version of the data was it?",
          (f"{_FDA}: version control of data sets", f"{_ACT}, Annex IV(2)(g)"),
          custody.versions),
    Point(12, "Could history have been rewritten?",
          ("21 CFR 11.10(e): audit trails that keep what was recorded before",),
          custody.history),
    Point(13, "Who could act, and why did they?",
          ("21 CFR 11.10(d) and (g): access and authority",),
          custody.authority),
    Point(14, "How long is it kept?",
          (f"{_ACT}, Article 18(1): documentation for ten years from placing on the market",
           f"{_ACT}, Article 19(1): logs for at least six months"),
          custody.retention),
    Point(15, "Where does it come from, from end to end?",
          ("ISO/IEC 42001, A.7.5 and A.7.6: provenance and preparation of data",),
          custody.provenance),
    Point(16, "Which process for the quality of data does it follow?",
          ("ISO/IEC 5259-4:2024: processes for labeling data in supervised learning",),
          custody.process),
    Point(17, "What personal data of annotators is there?",
          (f"{_ACT}, Article 10(2)(b): original purpose of collection",
           "GDPR, Articles 4(5) and 17: pseudonyms and erasure"),
          custody.privacy),
    Point(18, "What is not known?",
          (f"{_ACT}, Article 10(2)(h): gaps and how they can be addressed",),
          _unknown),
)  # fmt: skip
