"""
The languages that the API policy reads beside Python: for each its reader, its canary and what its names may be.

A new language is an entry here and a catalogue `apis/<language>.toml` in the bundle.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from gateway.scan.apis import c, java, javascript
from gateway.scan.apis.form import Form
from gateway.scan.apis.golang import Go
from gateway.scan.apis.java import Java
from gateway.scan.apis.javascript import JavaScript
from gateway.scan.apis.reading import Reader
from gateway.scan.apis.rust import Rust
from gateway.scan.apis.tongue import CANARY, Tongue
from gateway.syntax.nodes import Node


def _reading(reader: type[Reader]) -> Callable[[Node, bytes], tuple[Form, ...]]:
    def read(root: Node, source: bytes) -> tuple[Form, ...]:
        return reader(source).all(root.named_children)

    return read


_JAVASCRIPT: Final = Tongue(
    read=_reading(JavaScript),
    canary=f"\n;{CANARY}.nNONCE;\n",
    module=javascript.module_name,
    importers=frozenset(
        {
            "require", "import", "module.require", "require.main.require", "process.mainModule.require",
            "module.createRequire()", "module.constructor._load", "module.Module._load", "module._load",
            "process.getBuiltinModule", "createRequire()",
        }
    ),
    member_functions=frozenset({"Reflect.get", "Reflect.getOwnPropertyDescriptor", "Object.getOwnPropertyDescriptor"}),
    text_runners=frozenset({"setTimeout", "setInterval", "setImmediate", "execScript"}),
    whole=frozenset({"globalThis", "window", "global", "self", "frames", "top", "parent"}),
    shown=frozenset({"module", "exports"}),
    reaching=frozenset({"constructor", "__proto__"}),
    unbinders=frozenset({"call", "apply", "bind"}),
    continuations=frozenset({"then"}),
    modules_are_values=True,
)  # fmt: skip
_JAVA: Final = Tongue(
    read=_reading(Java),
    canary=f"\nclass GatewayApiCheck {{ void check() {{ {CANARY}.nNONCE(); }} }}\n",
    free=java.free,
    importers=frozenset({"java.lang.Class.forName", "loadClass"}),
    member_methods=frozenset({"getMethod", "getDeclaredMethod", "getField", "getDeclaredField"}),
    member_functions=frozenset({"findVirtual", "findStatic", "findSpecial"}),
    guides=frozenset(
        {"java.lang.Class", "java.lang.Thread", "java.lang.ClassLoader", "java.lang.invoke.MethodHandles"}
    ),
    mirrors=frozenset(
        {
            "forName", "loadClass", "defineClass", "setAccessible", "findVirtual", "findStatic", "findSpecial",
            "findConstructor", "unreflect", "invokeExact", "invokeWithArguments",
        }
    ),
)  # fmt: skip
_C_CANARY: Final = f"\nvoid gatewayApiCheck(void) {{ {CANARY}nNONCE(); }}\n"

TONGUES: Final[Mapping[str, Tongue]] = MappingProxyType(
    {
        "javascript": _JAVASCRIPT,
        "typescript": _JAVASCRIPT,
        "java": _JAVA,
        "go": Tongue(
            read=_reading(Go),
            canary=f"\nfunc gatewayApiCheck() {{ {CANARY}.nNONCE() }}\n",
            member_methods=frozenset({"MethodByName", "Lookup"}),
        ),
        "rust": Tongue(read=_reading(Rust), canary=f"\nfn gateway_api_check() {{ {CANARY}::nNONCE(); }}\n"),
        "c": Tongue(read=c.read, canary=_C_CANARY),
        "cpp": Tongue(read=c.read, canary=_C_CANARY),
    }
)
