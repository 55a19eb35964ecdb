"""Recognising flows, also as literal data within templates of CloudFormation, SAM and Terraform."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.formats import Candidate

BEGINS_AS_JSON: Final = re.compile(r"[\ufeff\s]*[{\[]")
TERRAFORM: Final = frozenset({".tf", ".hcl"})
_YAML: Final = frozenset({".yaml", ".yml", ".template", ".cfn", ".sam"})
_OF_TEMPLATES: Final = re.compile(
    r"^(?:AWSTemplateFormatVersion|Transform|Resources|Parameters|Description|Mappings|Metadata)\s*:"
    r"|AWS::[A-Z]\w+::",
    re.MULTILINE,
)
_START: Final = re.compile(r'StartAction(?:\\*")?\s*[:=]')
_VERSION: Final = "2019-10-30"
_RESOURCE: Final = re.compile(
    r"AWS::Connect::ContactFlow(?:Module)?\b|\baws_connect_contact_flow(?:_module)?\b"
)


def holds_flows(candidate: Candidate) -> bool:
    """Whether a template holds a flow as literal data; only what may be one is read whole."""
    suffix = candidate.path.suffix.lower()
    head = candidate.head
    if suffix not in TERRAFORM and not (
        (suffix in _YAML or BEGINS_AS_JSON.match(head)) and _OF_TEMPLATES.search(head)
    ):
        return False
    text = candidate.read()
    return bool(_RESOURCE.search(text) and _VERSION in text and _START.search(text))
