"""What only TypeScript has: types leave no trace, decorators say who calls."""

import pytest

from gateway.dataflow.tree import Assign, Define, DefineClass, Entries, Import, Member
from tests.dataflow_javascript.running import found, program

_START = "import { exec } from 'child_process';\n"


@pytest.mark.parametrize(
    "text",
    [
        "export function run(p: string): void { exec('ls ' + p); }",
        "export const run = async <T,>(p: T): Promise<void> => { exec(`ls ${p as unknown as string}`); };",
        "function run(p?: string) { exec('ls ' + p!); }",
        "function run(p: any) { exec('ls ' + <string>p); }",
        "function run(p: any) { exec('ls ' + (p satisfies string)); }",
        "function run(this: Window, p: string) { exec('ls ' + p); }",
        "function run({ p }: { p: string }) { exec('ls ' + p); }",
        "function run(...p: string[]) { exec('ls ' + p[0]); }",
        "class A<T> extends B<T> implements C { private run(p: T): void { exec('ls ' + p); } }",
        "abstract class A { abstract go(): void; run(p: string) { exec('ls ' + p); } }",
        "class A { constructor(private readonly p: string) {} run() { exec('ls ' + this.p); } }",
        "class A { private s: string = 'ls '; run = (p: string): void => { exec(this.s + p); }; }",
        "namespace N { export function run(p: string) { exec('ls ' + p); } }",
        "import cp = require('child_process'); function run(p: string) { cp.exec('ls ' + p); }",
        "const enum E { A = 'a' } function run(p: string) { exec(E.A + p); }",
        "@Injectable() export class A { run(p: string) { exec('ls ' + p); } }",
        "export default abstract class { run(p: string) { exec('ls ' + p); } }",
        "function over(p: string): void; function over(p: any) { exec('ls ' + p); }",
    ],
)
def test_found(text: str) -> None:
    """Foreign data is followed past everything that is about types."""
    assert {"command-injection"} == found(_START + text, "typescript")


@pytest.mark.parametrize(
    "text",
    [
        "function run(p: number) { exec('kill ' + p); }",
        "enum Folder { Docs = 'docs', Other } function run(p: string) { exec('ls ' + Folder.Docs + Folder.Other); }",
        "interface A { exec(p: string): void } type B = A | null; declare module 'x' { const y: number; }",
        "declare function exec(p: string): void;",
    ],
)
def test_passed(text: str) -> None:
    """Numbers, the program's own enumerations and declarations are harmless."""
    assert set() == found(_START + text, "typescript")


def test_controller() -> None:
    """What a framework's decorators mark is called with data of a request."""
    text = """
        import { Controller, Get, Query } from "@nestjs/common";
        @Controller("files")
        class Files {
          @Get("page")
          page(@Query("name") name: string) { return "<h1>" + name + "</h1>"; }
        }
    """

    assert {"cross-site-scripting"} == found(text, "typescript")


def test_request_by_its_type() -> None:
    """A handler's parameters are known by their types, whatever they are called."""
    text = """
        import { Request, Response } from "express";
        const show = (question: Request, answer: Response) => answer.send(question.query.name);
    """

    assert {"cross-site-scripting"} == found(text, "typescript")


def test_page() -> None:
    """Elements of a page are read in TypeScript, too."""
    text = "const Page = ({ html }: Props) => <div dangerouslySetInnerHTML={{ __html: html }} />;"

    assert {"cross-site-scripting"} == found(text, "typescript")


def test_forms() -> None:
    """An enumeration is an object; a parameter that declares a member is assigned to it; types are nothing."""
    text = "import type { T } from './t'; enum E { A = 1, B } type X = T; class C { constructor(readonly p: X) {} }"
    loaded, typed, enumeration, defined = program(text, "typescript").body

    assert isinstance(loaded, Import)
    assert isinstance(typed, Assign)
    assert isinstance(enumeration, Assign)
    assert isinstance(enumeration.value, Entries)
    assert isinstance(defined, DefineClass)
    assert isinstance(defined.body[0], Define)
    assigned = defined.body[0].function.body[0]
    assert isinstance(assigned, Assign)
    assert isinstance(assigned.targets[0], Member)


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ('@Param("id") id: string', {"path-traversal"}),
        ('@Param("id", new ValidationPipe()) id: string', {"path-traversal"}),
        ('@Param("id, ParseUUIDPipe") id: string', {"path-traversal"}),
        ('@Param("id", ParseUUIDPipe) id: string', set()),
        ('@Param("id", new ParseIntPipe({ optional: true })) id: number', set()),
    ],
)
def test_pipes_of_nest(parameter: str, expected: set[str]) -> None:
    """What a parameter is made with lets no text through; its type alone is nobody's promise."""
    text = f'class A {{ @Get(":id") show({parameter}) {{ return fs.readFileSync("files/" + id); }} }}'

    assert expected == found(text, "typescript")
