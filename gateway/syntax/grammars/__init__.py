"""The grammars of the languages that are repaired, by language."""

from collections.abc import Mapping
from types import MappingProxyType

from gateway.syntax.grammar import Grammar
from gateway.syntax.grammars.bash import BASH
from gateway.syntax.grammars.c import CPP, C
from gateway.syntax.grammars.csharp import CSHARP
from gateway.syntax.grammars.dockerfile import DOCKERFILE
from gateway.syntax.grammars.go import GO
from gateway.syntax.grammars.hcl import HCL
from gateway.syntax.grammars.java import JAVA
from gateway.syntax.grammars.javascript import JAVASCRIPT
from gateway.syntax.grammars.php import PHP
from gateway.syntax.grammars.python import PYTHON
from gateway.syntax.grammars.rust import RUST
from gateway.syntax.grammars.sql import SQL
from gateway.syntax.grammars.typescript import TYPESCRIPT
from gateway.syntax.grammars.yaml import YAML

GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "python": PYTHON,
        "javascript": JAVASCRIPT,
        "typescript": TYPESCRIPT,
        "java": JAVA,
        "go": GO,
        "rust": RUST,
        "c": C,
        "cpp": CPP,
        "csharp": CSHARP,
        "php": PHP,
        "hcl": HCL,
        "sql": SQL,
        "yaml": YAML,
        "bash": BASH,
        "dockerfile": DOCKERFILE,
    }
)
