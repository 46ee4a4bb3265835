"""Bytes become text as Python's own tokenizer reads them, or a SourceError says where they do not."""

from __future__ import annotations

import codecs
import io
import tokenize

import pytest

from tensorlint.decoding import SourceError, declared_encoding, decode

DECLARED = [
    b"",
    b"x = 1\n",
    b"# -*- coding: latin-1 -*-\n",
    b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n",
    b"\n# coding=utf-8\n",
    b"x = 1\n# coding: latin-1\n",
    b"\n\n# coding: latin-1\n",
    b"# coding: UTF-8\r# coding: latin-1\r",
    b"\r\n# coding: iso-8859-15\r\n",
    b"   # coding: koi8-r",
    codecs.BOM_UTF8 + b"# coding: utf-8\n",
    codecs.BOM_UTF8 + b"x = 1",
    b"'''\n# coding: latin-1\n'''",
]


@pytest.mark.parametrize("data", DECLARED)
def test_encoding_is_the_one_that_python_takes(data: bytes) -> None:
    expected, _ = tokenize.detect_encoding(
        io.BytesIO(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).readline
    )
    assert codecs.lookup(declared_encoding(data)).name == codecs.lookup(expected.replace("-sig", "")).name


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: nonsense\n",
        b"# coding: rot13\n",
        b"# coding: hex\n",
        b"# coding: punycode\n",
        codecs.BOM_UTF8 + b"# coding: latin-1\n",
    ],
)
def test_encoding_that_is_none_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match="encoding"):
        decode(data)


def test_text_loses_its_mark_and_has_newlines_only() -> None:
    assert decode(codecs.BOM_UTF8 + b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_text_in_a_declared_encoding() -> None:
    assert decode("# coding: cp1252\nx = '€'\n".encode("cp1252")) == "# coding: cp1252\nx = '€'\n"


def test_byte_that_cannot_be_decoded_has_a_place_in_characters() -> None:
    with pytest.raises(SourceError, match="0xff") as caught:
        decode("a = 1\r\nb = 'é".encode() + b"\xff'\n")
    assert (caught.value.line, caught.value.column) == (2, 7)


def test_null_byte_has_a_place() -> None:
    with pytest.raises(SourceError, match="null bytes") as caught:
        decode(b"a = 1\nbc\0d\n")
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_wide_encodings_without_a_declaration_are_errors() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        with pytest.raises(SourceError):
            decode("import numpy as np\n".encode(encoding))
