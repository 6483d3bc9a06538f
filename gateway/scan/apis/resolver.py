"""
Resolves which qualified names a program in the neutral form refers to, however it spells them. It never runs it.

Imports, aliases, patterns, members, constant texts, parameters and return values of the text's own functions are
followed without regard to order or branches, so what may be reached counts as reached; only a name's own binding hides
what lies further out. What could reach anything is a `Doubt`. Passes are repeated until nothing new is learnt.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any, ClassVar, Final

from gateway.scan.api_values import (
    CONSTANT_CHARS_MAX,
    UNKNOWN,
    VALUES_MAX,
    Constant,
    Container,
    Scope,
    Slot,
    Value,
    Values,
    bounded,
    called,
    constant,
    items_of,
    named,
    texts_of,
)
from gateway.scan.api_values import Function as Known
from gateway.scan.api_values import Name as Named
from gateway.scan.apis import form as forms
from gateway.scan.apis.form import Form, Place
from gateway.scan.apis.memory import Known as Catalogue
from gateway.scan.apis.memory import Memory, Used
from gateway.scan.apis.tongue import Tongue

PASSES_MAX: Final = 8
_LITERALS: Final = (forms.Text, forms.Joined, forms.Group, forms.Function)
_COMPUTED: Final = "a name that is computed"
_BEHIND: Final = "reaches behind an object"
_PASSED_ON: Final = "a module or a resolver is passed on"
_NOT_SETTLED: Final = "its names do not settle"


class Resolver(Memory):
    """Collects `uses` and `doubts` of one text; use `resolve` once."""

    def __init__(self, tongue: Tongue, catalogue: Catalogue) -> None:
        """Take the language and what the house knows of its names."""
        super().__init__(tongue, catalogue)
        self._functions: dict[int, Known] = {}
        self._returns: list[Slot] = []

    def resolve(self, body: tuple[Form, ...], everywhere: Place) -> None:
        """Interpret the text until nothing new is learnt. Raises RecursionError on text that nests too deeply."""
        for _ in range(PASSES_MAX):
            self.uses, self.doubts, self.imports, self.forms_count, self._stale = [], [], [], 0, False
            for scope in (self._file, *self._scopes.values()):
                scope.certain.clear()
            self._statements(body)
            if not self._stale:
                return
        self._doubt(_NOT_SETTLED, everywhere)

    def _statements(self, body: tuple[Form, ...]) -> Values:
        for one in body:
            if isinstance(one, forms.Function) and one.name:
                # A function's name holds in all of its block, above its definition too.
                self._bind(one.name, frozenset({self._known(one)}))
        result = UNKNOWN
        for one in body:
            result = self._value(one)
        return result

    def _value(self, form: Form, *, report: bool = True) -> Values:
        self.forms_count += 1
        values: Values = self._FORMS[type(form)](self, form, report)
        return values

    def _text(self, form: forms.Text, _report: bool) -> Values:  # noqa: FBT001 -- all of the table have it
        return constant(form.value)

    def _name(self, form: forms.Name, report: bool) -> Values:  # noqa: FBT001
        values = self._look_up(form.name)
        if report:
            self._report(values, form.place)
        return values

    def _member(self, form: forms.Member, report: bool) -> Values:  # noqa: FBT001
        return self._member_from(form, self._owner(form), report=report)

    def _owner(self, form: forms.Member) -> Values:
        """Return what the member is taken from. In a chain of names, only the whole is a use."""
        return self._value(form.of, report=not isinstance(form.of, (forms.Name, forms.Member)))

    def _member_from(self, form: forms.Member, base: Values, *, report: bool) -> Values:
        if form.name in self._tongue.reaching and self._reaches(form.of, base):
            self._doubt(_BEHIND, form.place)
        values = self._member_of(base, form.name)
        if report:
            self._report(values, form.place)
        return values

    def _reaches(self, of: Form, base: Values) -> bool:
        """Say whether a member like `constructor` leads from here to the maker of functions."""
        if isinstance(of, forms.Member) and of.name in self._tongue.reaching:
            return True
        is_function = any(isinstance(value, Known) for value in base)
        return is_function or any(isinstance(value, Named) and value.path.endswith("Of()") for value in base)

    def _index(self, form: forms.Index, _report: bool) -> Values:  # noqa: FBT001
        base = self._value(form.of, report=not isinstance(form.of, forms.Name))
        texts, only_texts = texts_of(self._value(form.index))
        found: Values = frozenset()
        for text in texts:
            if text in self._tongue.reaching:
                self._doubt(_BEHIND, form.place)
            found |= self._member_of(base, text)
        if not only_texts and (any(map(self._is_precious, base)) or self._may_reach(form, base)):
            self._doubt(_COMPUTED, form.place)
        self._report(found, form.place)
        return found | items_of(base)

    def _may_reach(self, form: forms.Index, base: Values) -> bool:
        """Say whether a computed member may be one like `constructor`, of a function or of what a literal has."""
        if not self._tongue.reaching:
            return False
        of = form.of
        is_told = forms.NOTHING in (form.index, of.index if isinstance(of, forms.Index) else None)  # a number
        if isinstance(of, forms.Index) and isinstance(of.of, _LITERALS) and not is_told:
            return not texts_of(self._value(of.index))[1]
        prototypes = (isinstance(value, Named) and value.path.endswith("PrototypeOf()") for value in base)
        return any(isinstance(value, Known) for value in base) or any(prototypes)

    def _is_precious(self, value: Value) -> bool:
        """Say whether a member whose name cannot be told may not be taken from this."""
        if not isinstance(value, Named):
            return False
        return value.path in self._tongue.whole or (value.imported and value.path in self._catalogue.holders)

    def _joined(self, form: forms.Joined, _report: bool) -> Values:  # noqa: FBT001
        whole: list[str] = [""]
        is_known = True
        for part in form.parts:
            texts, only_texts = texts_of(self._value(part))
            is_known = is_known and only_texts and len(whole) * len(texts) <= VALUES_MAX
            whole = [one + other for one, other in product(whole, texts)] if is_known else [""]
            is_known = is_known and max(map(len, whole), default=0) <= CONSTANT_CHARS_MAX
        return frozenset(Constant(value=text) for text in whole) if is_known else UNKNOWN

    def _either(self, form: forms.Either, report: bool) -> Values:  # noqa: FBT001
        return frozenset().union(*[self._value(part, report=report) for part in form.parts]) or UNKNOWN

    def _group(self, form: forms.Group, _report: bool) -> Values:  # noqa: FBT001
        items: set[Value] = set()
        for key, item in form.items:
            values = self._value(item)
            items |= values
            if key:
                self._fill(self._members[key], values)
        return frozenset({Container(items=bounded(frozenset(items)))})

    def _parts(self, form: forms.Parts, _report: bool) -> Values:  # noqa: FBT001
        for part in form.parts:
            self._value(part)
        return UNKNOWN

    def _block(self, form: forms.Block, _report: bool) -> Values:  # noqa: FBT001
        return self._inside(self._scope_of(form, "block"), lambda: self._statements(form.body))

    def _scope_of(self, form: Form, kind: str) -> Scope:
        scope = self._scopes.get(id(form))
        if scope is None:
            scope = self._scopes[id(form)] = Scope(kind=kind, parent=self._scope)
        return scope

    def _inside(self, scope: Scope, work: Callable[[], Values]) -> Values:
        outer, self._scope = self._scope, scope
        values = work()
        self._scope = outer
        return values

    def _pattern(self, form: forms.Pattern, _report: bool) -> Values:  # noqa: FBT001
        for _, target in form.targets:
            self._value(target)
        return UNKNOWN

    def _store(self, form: forms.Store, _report: bool) -> Values:  # noqa: FBT001
        values = self._value(form.value)
        if form.typed is not None:
            kinds = self._value(form.typed)
            values |= frozenset().union(*(named(called(kind.path)) for kind in kinds if isinstance(kind, Named)))
        self._put(form.target, values, form.declares)
        return values

    def _put(self, target: Form, values: Values, declares: str) -> None:
        if isinstance(target, forms.Name):
            self._put_name(target, values, declares)
        elif isinstance(target, forms.Pattern):
            self._put_parts(target, values, declares)
        elif isinstance(target, forms.Parts):
            for part in target.parts:
                self._put(part, values, declares)
        elif isinstance(target, forms.Member):
            owner = self._value(target.of)
            self._fill(self._members[target.name], values)
            if any(map(self._is_shown, owner)):
                self._check_escape([values], target.place)
        elif isinstance(target, forms.Index):
            self._value(target)
            if isinstance(target.of, forms.Name):
                holder = self._holder(target.of.name)
                self._bind(target.of.name, frozenset({Container(items=values)}), holder, is_certain=False)

    def _put_name(self, target: forms.Name, values: Values, declares: str) -> None:
        scope = self._scope if declares == "block" else self._holder(target.name)
        if declares == "function":
            scope = self._function_scope()
        # `var` at the top of a script leaves a built-in of that name what it is.
        is_certain = declares == "block" or (declares == "function" and scope.kind != "file")
        self._bind(target.name, values, scope, is_certain=is_certain)

    def _put_parts(self, target: forms.Pattern, values: Values, declares: str) -> None:
        for name, part in target.targets:
            if isinstance(name, str):
                inside = self._member_of(values, name) if name else frozenset()
                self._report(inside, _place_of(part))
            else:
                inside = self._named_member(values, self._value(name), _place_of(part))
            self._put(part, inside | items_of(values), declares)

    def _is_shown(self, value: Value) -> bool:
        """Say whether other files see what is stored in this."""
        return isinstance(value, Named) and value.path in self._tongue.whole | self._tongue.shown

    def _function_scope(self) -> Scope:
        scope = self._scope
        while scope.kind == "block" and scope.parent is not None:
            scope = scope.parent
        return scope

    def _known(self, form: forms.Function) -> Known:
        function = self._functions.get(id(form))
        if function is None:
            names = tuple(one.target.name if isinstance(one.target, forms.Name) else "" for one in form.parameters)
            function = Known(scope=Scope(kind="function", parent=self._scope), parameters=names, returns=Slot())
            self._functions[id(form)] = function
            self._scopes[id(form)] = function.scope
        return function

    def _function(self, form: forms.Function, _report: bool) -> Values:  # noqa: FBT001
        function = self._known(form)

        def work() -> Values:
            for parameter in form.parameters:
                self._value(parameter)
            return self._value(form.body)

        self._returns.append(function.returns)
        values = self._inside(function.scope, work)
        self._returns.pop()
        self._fill(function.returns, values)
        result: Values = frozenset({function})
        if form.name:
            self._bind(form.name, result, is_certain=False)
            self._fill(self._members[form.name], result)
        return result

    def _return(self, form: forms.Return, report: bool) -> Values:  # noqa: FBT001
        values = self._value(form.value, report=report)
        if self._returns:
            self._fill(self._returns[-1], values)
        return values

    def _import(self, form: forms.Import, _report: bool) -> Values:  # noqa: FBT001
        self._report_import(form.module, form.place)
        for local, path in form.names:
            values = named(path, imported=True)
            if path != form.module:
                self._report(values, form.place)
            if local:
                self._bind(local, values)
        for star in form.stars:
            if self._tongue.modules_are_values and star in self._catalogue.holders:
                self._doubt(_PASSED_ON, form.place)
            if star not in self._stars:
                self._stars.add(star)
                self._stale = True
        return UNKNOWN

    def _open(self, form: forms.Open, _report: bool) -> Values:  # noqa: FBT001
        for value in self._value(form.of):
            if isinstance(value, Named) and value.path not in self._stars:
                self._stars.add(value.path)
                self._stale = True
        return UNKNOWN

    def _use(self, form: forms.Use, _report: bool) -> Values:  # noqa: FBT001
        self._report(named(form.path, imported=True), form.place)
        return UNKNOWN

    def _opaque(self, form: forms.Opaque, _report: bool) -> Values:  # noqa: FBT001
        self._doubt(form.why, form.place)
        return UNKNOWN

    def _call(self, form: forms.Call, _report: bool) -> Values:  # noqa: FBT001
        owner: Values = UNKNOWN
        if isinstance(form.function, forms.Member):
            # Its owner is needed once more; to read it twice would double the work with each call in a chain.
            owner = self._owner(form.function)
            if form.function.name in self._tongue.reaching and not form.is_new:
                self._doubt(_BEHIND, form.place)
            functions = self._member_from(form.function, owner, report=not form.is_new)
        else:
            functions = self._value(form.function, report=not form.is_new)
        arguments = [self._value(argument) for argument in form.arguments]
        found: Values = frozenset()
        for function in functions:
            if isinstance(function, Named):
                found |= self._call_name(function, form, owner, arguments)
            elif isinstance(function, Known):
                found |= self._call_known(function, arguments)
            elif isinstance(function, Container):
                found |= function.items
        if not any(isinstance(function, Named | Known) for function in functions):
            self._check_escape(arguments, form.place)
            if arguments and isinstance(form.function, forms.Member) and form.function.name in self._tongue.mirrors:
                self._doubt(_BEHIND, form.place)
        self._continue(form, owner, arguments)
        return found or UNKNOWN

    def _continue(self, form: forms.Call, owner: Values, arguments: list[Values]) -> None:
        """Hand the owner of `then` to what is called with it."""
        if isinstance(form.function, forms.Member) and form.function.name in self._tongue.continuations:
            for value in frozenset().union(*arguments):
                if isinstance(value, Known):
                    self._call_known(value, [owner])

    def _call_known(self, function: Known, arguments: list[Values]) -> Values:
        for name, values in zip(function.parameters, arguments, strict=False):
            if name:
                self._bind(name, values, function.scope)
        function.returns.was_read = True
        return function.returns.values

    def _call_name(self, function: Named, form: forms.Call, owner: Values, arguments: list[Values]) -> Values:
        path, tongue = function.path, self._tongue
        method = path.rpartition(".")[2]
        if method in tongue.unbinders:
            path, arguments = path.rpartition(".")[0], arguments[1:]
            if path in tongue.importers | tongue.member_functions and method != "bind":
                return self._special(Named(path), form, owner, arguments)
            return named(path, imported=function.imported) | named(called(path), imported=function.imported)
        if f"{path}()" in self._catalogue.calls:
            self.uses.append(Used(f"{path}()", imported=function.imported, place=form.place))
        if form.is_new:
            self._report(named(f"{path}.new", imported=function.imported), form.place)
        return self._special(function, form, owner, arguments)

    def _special(self, function: Named, form: forms.Call, owner: Values, arguments: list[Values]) -> Values:
        path, tongue = function.path, self._tongue
        method = path.rpartition(".")[2]
        if {path, method} & tongue.importers:
            return self._call_import(form, arguments[0] if arguments else UNKNOWN)
        if {path, method} & tongue.member_functions and len(arguments) > 1:
            return self._named_member(arguments[0], arguments[1], form.place)
        if method in tongue.member_methods and arguments:
            return self._named_member(owner, arguments[0], form.place)
        if path in tongue.text_runners and arguments and isinstance(form.arguments[0], forms.Text | forms.Joined):
            self._doubt("a text that is run", form.place)
        self._check_escape(arguments, form.place)
        return named(called(path), imported=function.imported)

    def _named_member(self, base: Values, name: Values, place: Place) -> Values:
        texts, only_texts = texts_of(name)
        found: Values = frozenset()
        for text in texts:
            found |= self._member_of(base, text)
        if not only_texts and any(map(self._is_precious, base)):
            self._doubt(_COMPUTED, place)
        self._report(found, place)
        return found or UNKNOWN

    def _call_import(self, form: forms.Call, wanted: Values) -> Values:
        texts, only_texts = texts_of(wanted)
        if not only_texts or not texts:
            self._doubt("an import whose name is computed", form.place)
        found: Values = frozenset()
        for text in texts:
            module = self._tongue.module(text)
            self._report_import(module, form.place)
            found |= named(module, imported=True)
        return found or UNKNOWN

    def _check_escape(self, values: Iterable[Values], place: Place) -> None:
        """Report a module with capabilities, or what gives one, handed to code that we cannot see."""
        for value in frozenset().union(*values):
            inside = value.items if isinstance(value, Container) else (value,)
            for one in inside:
                if isinstance(one, Named) and self._escapes(one):
                    self._doubt(_PASSED_ON, place)
                    return

    def _escapes(self, name: Named) -> bool:
        if name.path in self._tongue.importers:
            return True
        return self._tongue.modules_are_values and name.imported and name.path in self._catalogue.holders

    # The form's type decides, so the handlers' own parameter types are narrower.
    _FORMS: ClassVar[Mapping[type, Callable[[Any, Any, bool], Values]]] = {
        forms.Text: _text,
        forms.Name: _name,
        forms.Member: _member,
        forms.Index: _index,
        forms.Call: _call,
        forms.Joined: _joined,
        forms.Either: _either,
        forms.Group: _group,
        forms.Parts: _parts,
        forms.Block: _block,
        forms.Pattern: _pattern,
        forms.Store: _store,
        forms.Function: _function,
        forms.Return: _return,
        forms.Import: _import,
        forms.Open: _open,
        forms.Use: _use,
        forms.Opaque: _opaque,
    }


def _place_of(target: Form) -> Place:
    return target.place if isinstance(target, forms.Name | forms.Member | forms.Index) else (1, 1, 1, 1)
