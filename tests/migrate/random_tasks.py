"""Random tasks: exports of Label Studio with all that results may say, written in all ways."""

import json
from random import Random
from typing import Any

from schemactl.migrate.compile import CompiledMigration
from schemactl.model.schema import Scale
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled

_LABELS = ("a", "b", "c", "s", "d", "q", "k", "A", "Ä", 'say "k"')
_STRINGS = (
    "a",
    "b",
    "c",
    "3",
    "",
    'He said "b": no',
    "x}{][",
    "\\",
    ":a",
    "schema:s@1.0.0",
    "ünï",
    "\U0001f600",
    "k\\",
)
_KINDS = (
    *("choices", "rectanglelabels", "labels", "taxonomy", "rating", "textarea", "pairwise"),
    *("number", "rectangle", "brushlabels", "relation", "videorectangle", "ranker"),
)


def a_way() -> CompiledMigration:
    """Return a migration in which labels of three tasks meet every fate, and values stay."""
    before, after = [], []
    steps: list[dict[str, Any]] = []
    for task, kind in (("topic", "classification"), ("things", "box"), ("spans", "span")):
        choose = {"choose": "any"} if kind == "classification" else {}
        named = a_label("a", aliases=("A", "Ä"))
        rest = ("b", "c", "s", "d", "q", "k")
        before.append(a_task(named, *rest, id=task, type=kind, **choose))
        ends = ("x", "m", "hi", "lo", "y", "z", "k")
        after.append(a_task(*ends, id=task, type=kind, **choose))
        asked = [{"label": one, "criterion": f"It is {one}."} for one in ("y", "z")]
        split = [{"label": "hi", "when": {"annotator": {"const": "1"}}}, "lo"]
        steps += [
            {"change": "recode", "task": task, "from": "a", "to": "x"},
            {"change": "merge", "task": task, "from": ["b", "c"], "to": "m"},
            {"change": "split", "task": task, "from": "s", "to": split, "otherwise": {"use": "lo"}},
            {"change": "retire", "task": task, "from": "d", "otherwise": "drop"},
            {"change": "split", "task": task, "from": "q", "to": asked},
        ]
    before.append(a_task("near", "on", "by", id="links", type="relation"))
    after.append(a_task("beside", "by", id="links", type="relation"))
    both = {"change": "merge", "task": "links", "from": ["near", "on"], "to": "beside"}
    steps.append(both)
    values = (
        a_task(id="stars", type="rating", scale=Scale(min=1, max=5)),
        a_task(id="words", type="text"),
    )
    return compiled(a_schema(*before, *values), a_schema(*after, *values), *steps)


class TaskWriter:
    """Invents tasks; the fewer oddities there are, the more of them are usual."""

    def __init__(self, random: Random, oddity: float) -> None:
        """Take what decides."""
        self.random = random
        self.oddity = oddity
        # Most files have few kinds of results.
        self.kinds = random.sample(_KINDS, random.choice([1, 2, 4, len(_KINDS)]))

    def document(self) -> bytes:
        """Return a list of tasks."""
        random, tasks = (
            self.random,
            [self._task(number) for number in range(self.random.randint(1, 9))],
        )
        style: dict[str, Any] = {
            "ensure_ascii": random.random() < 0.5,
            "indent": random.choice([None, None, None, 1]),
            "separators": random.choice([(",", ":"), (", ", ": ")] * 5 + [(" , ", " : ")]),
        }
        parts = [json.dumps(task, **style) for task in tasks]
        for at, part in enumerate(parts):
            if self._is_odd():
                parts[at] = self._spoiled(part)
        gap = random.choice([",", ", ", ",\n", " ,\r\n\t"])
        text = random.choice(["[", " [\n", "\ufeff["]) + gap.join(parts)
        return (text + random.choice(["]", "\n]\n"])).encode("utf-8", "surrogatepass")

    def _is_odd(self) -> bool:
        return self.random.random() < self.oddity

    def _spoiled(self, text: str) -> str:
        """Write a task otherwise: other characters for the same, or keys that stand there twice."""
        random = self.random
        old, new = random.choice(
            [
                ('"a"', '"\\u0061"'),
                ('"type"', '"t\\u0079pe"'),
                ('"choices"', '"choice\\u0073"'),
                ('"result"', '"result" '),
                ('"value"', '"value"\n'),
                ('"from_name"', '"from_name": "topic", "from_name"'),
                ('"id"', '"id": 5, "\\u0069d"'),
                ('"data"', '"k\\\\": 1, "k\\\\": 2, "data"'),
                ("1", "1" * 400),
                ("1", "1" * 30),
                ('"k"', '"\\ud800"'),
                ('"k"', '"\ud800"'),
                ("[]", "[[]]"),
                ("}", "},"),
            ]
        )
        return text.replace(old, new, 1)

    def _task(self, number: int) -> dict[str, Any]:
        random = self.random
        data: dict[str, Any] = {"text": "a b", "image": "a.png", "k": random.choice(_STRINGS)}
        task: dict[str, Any] = {"id": number, "data": data}
        if random.random() < 0.2:
            data["schema"] = random.choice(["s@1.0.0", "schema:s@1.0.0", "none", 3])
        if random.random() < 0.2:
            task["meta"] = random.choice([{"schema": "schema:s@1.0.0"}, {}, {"note": "a"}])
        for maker in ("annotations", "predictions", "drafts"):
            if maker == "annotations" or random.random() < 0.3:
                task[maker] = [self._maker(at) for at in range(random.choice([0, 1, 1, 2]))]
        if self._is_odd():
            key, value = random.choice(
                [
                    ("annotations", None),
                    ("annotations", [1]),
                    ("completions", [self._maker(9)]),
                    ("predictions", "a"),
                    ("drafts", {}),
                    ("meta", 3),
                    ("more", {"deep": [{"a": 1}, {"b": [2, None]}]}),
                ]
            )
            task[key] = value
        if random.random() < 0.3:
            task = dict(sorted(task.items(), reverse=True))
        return task

    def _maker(self, number: int) -> dict[str, Any]:
        results = [self._result(at) for at in range(self.random.choice([0, 1, 2, 3, 4]))]
        maker = {"id": number, "completed_by": self.random.choice([1, 2]), "result": results}
        if self._is_odd():
            maker["result"] = self.random.choice([None, "a", {}, [1], [{"id": "1"}]])
        if self._is_odd():
            del maker["result"]
        return maker

    def _result(self, number: int) -> dict[str, Any]:
        random = self.random
        kind, task, value = self._value()
        result = {"id": random.choice([f"r{number}", f"r{number}", "r0", number]), "type": kind}
        result |= {"from_name": task, "to_name": "image", "value": value}
        if random.random() < 0.5:
            result |= {"original_width": 10, "original_height": 20}
        if kind == "relation":
            ends = {"from_id": "r0", "to_id": random.choice(["r1", "r2"])}
            result = {"type": kind, **ends, "labels": [random.choice(["near", "on", "by"])]}
        if self._is_odd():
            key, odd = random.choice(
                [
                    ("from_name", None),
                    ("from_name", 3),
                    ("from_name", ["topic"]),
                    ("from_name", "other"),
                    ("value", None),
                    ("value", []),
                    ("type", None),
                    ("type", "strange"),
                    ("id", None),
                    ("id", 1.5),
                    ("score", 0.5),
                    ("meta", {"text": ["a"]}),
                ]
            )
            result[key] = odd
        if self._is_odd():
            result.pop(random.choice(list(result)))
        return result

    def _value(self) -> tuple[str, str, dict[str, Any]]:
        random = self.random
        labels: Any = [self._label() for _ in range(random.choice([0, 1, 1, 1, 2, 3]))]
        if self._is_odd():
            labels = random.choice([None, "a", [1], [True], ["unknown"], [["a"]], [{"a": 1}]])
        sides = {"x": 1, "y": 2.5, "width": 10, "height": random.choice([5, 5, "5"])}
        kind = random.choice(self.kinds)
        at = {"start": 0, "end": 1, "text": random.choice(_STRINGS)}
        paths = labels if random.random() < self.oddity else [[one] for one in labels or []]
        made: dict[str, tuple[str, dict[str, Any]]] = {
            "choices": ("topic", {**random.choice([{}, {}, sides]), "choices": labels}),
            "rectanglelabels": ("things", {**sides, "rectanglelabels": labels}),
            "labels": ("spans", {**at, "labels": labels}),
            "taxonomy": ("topic", {"taxonomy": paths}),
            "rating": ("stars", {"rating": random.randint(1, 5)}),
            "number": ("stars", {"number": 2}),
            "textarea": ("words", {"text": random.choice([["a"], ["a", "b"], "a"])}),
            "pairwise": ("topic", {"selected": self._label()}),
            "relation": ("topic", {}),
            "ranker": ("topic", {"ranker": {"_": ["a"], "rank": ["b"]}}),
            "rectangle": ("things", sides),
            "brushlabels": ("things", {"format": "rle", "rle": [1, 2], "brushlabels": labels}),
            "videorectangle": (
                "things",
                {"sequence": [{"frame": 1, **sides}, {"frame": 2, **sides}], "labels": labels},
            ),
        }
        task, value = made[kind]
        return kind, task, value

    def _label(self) -> str:
        random = self.random
        if random.random() < self.oddity:
            return random.choice(_LABELS)
        return random.choice(["a", "b", "k", "k", "k", "c"])
