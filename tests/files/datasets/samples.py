"""A small file of each format, by its name: every other format must leave it alone."""

from typing import NamedTuple

from tests.files.classes_sample import dataset_with_classes
from tests.files.doc_bin_sample import WRITTEN


class Sample(NamedTuple):
    """The name and the bytes of a file."""

    file: str
    content: bytes


SAMPLES: dict[str, Sample] = {
    "annotations": Sample(
        "a.jsonl", b'{"item": "1", "label": "a", "schema": "s@1.0.0"}\n\n{"item": "2"}\n'
    ),
    "jsonl": Sample("a.jsonl", b'{"item": "1", "text": "x", "label": ["a"]}\n{"item": "2"}\n'),
    "csv": Sample("a.csv", b"item,text,label\n1,x,a\n"),
    "label-matrix": Sample("a.csv", b"item,lf_word,lf_url\nd1,0,-1\nd2,-1,-1\n"),
    "tsv": Sample("a.tsv", b"item\ttext\tlabel\n1\tx\ta\n"),
    "doccano": Sample(
        "a.jsonl",
        b'{"id": 7, "text": "Ada met Bo", "label": [[0, 3, "person"], [8, 10, "person"]]}\n'
        b'{"id": 8, "text": "Nobody came", "label": []}\n',
    ),
    "conll": Sample("a.txt", b"-DOCSTART- -X- O\n\nAda NNP B-person\nmet VBD O\n\nRain NN O\n"),
    "coco": Sample(
        "a.json",
        b'{"images": [{"id": 4, "file_name": "a.png", "width": 9, "height": 9}],\n'
        b'"annotations": [{"id": 1, "image_id": 4, "category_id": 7, "bbox": [1, 2, 3, 4]},\n'
        b'{"id": 2, "image_id": 4, "category_id": 7, "bbox": [0, 0, 1, 1]}],\n'
        b'"categories": [{"id": 7, "name": "a", "supercategory": "b"}]}\n',
    ),
    "conllu": Sample(
        "a.txt",
        b"# sent_id = s1\n# text = Don't!\n"
        b"1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        b"1\tDo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n"
        b"2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n3\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n",
    ),
    "labelbox": Sample(
        "a.ndjson",
        b'{"data_row": {"id": "r1", "row_data": "Ada met Bo"}, "projects": {"p": {"labels": ['
        b'{"annotations": {"objects": [{"name": "person", "location": {"start": 0, "end": 2}}]}}'
        b"]}}}\n",
    ),
    "ground-truth": Sample(
        "a.manifest",
        b'{"source-ref": "s3://b/1.jpg", "sport": 0, "sport-metadata": {"class-name": "polo", '
        b'"confidence": 0.9, "type": "groundtruth/image-classification", "job-name": "j"}}\n',
    ),
    "mturk": Sample(
        "a.csv",
        b'"HITId","AssignmentId","WorkerId","Input.text","Answer.mood.label"\n'
        b'"H1","A1","A2SUAM7U7RJQYM","Fine, thanks","good"\n',
    ),
    "label-studio": Sample(
        "a.json",
        b'[{"id": 1, "data": {"text": "x"},\n'
        b'"annotations": [{"result": [{"from_name": "mood", "to_name": "text",\n'
        b'"type": "choices", "value": {"choices": ["a"]}}]}]},\n'
        b'{"id": 2, "data": {"text": "y"}, "annotations": []}]\n',
    ),
    "scale": Sample(
        "a.json",
        b'[\n  {"task_id": "t1", "project": "p", "project_param_version": 3, "params": {},\n'
        b'   "response": {"annotations": [{"type": "box", "label": "cat", "left": 1, "top": 2,'
        b' "width": 3, "height": 4}]}},\n  {"task_id": "t2", "params": {}}\n]\n',
    ),
    "cvat": Sample(
        "a.xml",
        b'<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n'
        b'  <image id="0" name="a.png" width="9" height="9">\n'
        b'    <box label="a" xtl="1" ytl="1" xbr="2" ybr="3"></box>\n  </image>\n</annotations>\n',
    ),
    "spacy": Sample("a.bin", WRITTEN),
    "hf": Sample("a.parquet", dataset_with_classes()),
}
