"""The export of Labelbox, version 2, as its documentation describes it: no library reads it."""

from typing import Any

from jsonschema import Draft202012Validator

_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_NAMED = {"name": _TEXT, "value": _TEXT, "feature_id": _TEXT, "feature_schema_id": _TEXT}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_POINT = _object({"x": _NUMBER, "y": _NUMBER}, "x", "y")
_QUESTIONS = _list({"$ref": "#/$defs/question"})
_ANSWER = _object({**_NAMED, "classifications": _QUESTIONS}, "name", "value")
_QUESTION = {
    **_object(
        {
            **_NAMED,
            "radio_answer": _ANSWER,
            "checklist_answers": _list(_ANSWER),
            "text_answer": _object({"content": _TEXT}, "content"),
        },
        "name",
        "value",
    ),
    "oneOf": [{"required": [key]} for key in ("radio_answer", "checklist_answers", "text_answer")],
}
_PLACES = {
    "bounding_box": _object(
        dict.fromkeys(("top", "left", "height", "width"), _NUMBER), *("top", "left"),
        *("height", "width"),
    ),
    "polygon": _list(_POINT),
    "line": _list(_POINT),
    "point": _POINT,
    "location": _object({"start": {"type": "integer"}, "end": {"type": "integer"}}, "start", "end"),
}  # fmt: skip
_KINDS = {
    "bounding_box": "ImageBoundingBox",
    "polygon": "ImagePolygon",
    "line": "ImagePolyline",
    "point": "ImagePoint",
    "location": "TextEntity",
}
_PLACED = {
    **_object(
        {
            **_NAMED,
            "annotation_kind": {"enum": list(_KINDS.values())},
            "classifications": _QUESTIONS,
        }
        | _PLACES,
        *("name", "value", "annotation_kind", "classifications"),
    ),
    "oneOf": [
        {"required": [key], "properties": {"annotation_kind": {"const": kind}}}
        for key, kind in _KINDS.items()
    ],
}
_ENDS = _object({"source": _TEXT, "target": _TEXT}, "source", "target")
_LABEL = _object(
    {
        "label_kind": {"const": "Default"},
        "version": {"const": "1.0.0"},
        "id": _TEXT,
        "label_details": _object({"created_at": _TEXT, "created_by": _TEXT}),
        "annotations": _object(
            {
                "objects": _list(_PLACED),
                "classifications": _QUESTIONS,
                "relationships": _list(
                    _object({**_NAMED, "unidirectional_relationship": _ENDS}, "name")
                ),
            },
            *("objects", "classifications", "relationships"),
        ),
    },
    *("label_kind", "version", "label_details", "annotations"),
)
EXPORT = Draft202012Validator(
    {
        "$defs": {"question": _QUESTION},
        **_object(
            {
                "data_row": _object(
                    {"id": _TEXT, "global_key": _TEXT, "row_data": _TEXT, "external_id": _TEXT},
                    "id",
                ),
                "media_attributes": {"type": "object"},
                "metadata_fields": _list(
                    _object({"schema_name": _TEXT, "value": _TEXT}, "schema_name", "value")
                ),
                "projects": {
                    "type": "object",
                    "additionalProperties": _object(
                        {"name": _TEXT, "labels": _list(_LABEL)}, "name", "labels"
                    ),
                },
            },
            *("data_row", "media_attributes", "metadata_fields", "projects"),
        ),
    }
)
