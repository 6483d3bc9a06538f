"""Torn texts that no reading takes as a whole: they are read by their parts, and nothing of them is left out."""

import pytest

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.lexicon import read
from gateway.syntax.repair import Repaired, repair
from tests.syntax.shapes import UNREAD, unread

# Texts with a call that is never in a string, full of places in which it is hard to begin.
TEXTS = {
    "csharp": """using System.Text;

namespace Acme.Web;

/// <summary>Loads a <c>page</c>.</summary>
public class Loader<T> : Base<T>, IDisposable
    where T : Page
{
    private readonly Map<string, List<T>> _pages;
    public List<string> Names { get; set; }
    [Fact]
    public async Task LoadsAll()
    {
        await Check.Code(@"
using A;
class B { void C() { var d = new[] { 1, 2 }; } }
", (1, 2));
        run(a);
        _names = names.Select(n => n.Key).ToList();
    }
}
""",
    "rust": """use crate::text::{self, Kind};

#[derive(Debug)]
pub enum Fault {
    #[error("no page {0}")]
    NoPage(String),
}

impl<'a, T: Read> Loader<'a, T> {
    pub fn load(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        let pages = expect(str![["a", r#"{ "b": 1 }"#]]);
        run(a);
        match self.next()? {
            Kind::Page(n) if n > 1 => Ok(vec![0; n]),
            _ => Err(Fault::NoPage(name.to_owned())),
        }
    }
}
""",
    "typescript": """import type { Page } from "./page";

export type Names<T> = { [K in keyof T]: T[K] extends object ? `${string}.a` : never };
export const Title: React.FC<{
  name?: string;
  onOpen: (name: string) => void;
}> = ({ name, onOpen }) => {
  const [isOpen, setOpen] = useState<boolean>(false);
  run(a);
  return (
    <section className={clsx("title", { isOpen })} onClick={() => onOpen(name ?? "")}>
      <h1>{name}</h1>
    </section>
  );
};
""",
    "javascript": """import { page, names as all } from "./page";

const table = {
  "one": [1, 2],
  two: function (a, b) {
    run(a);
    return `${a} of ${b.map((n) => `<${n}>`)}`;
  },
};

export default async ({ name }) => {
  const found = await page.find({ name }).then((one) => one.text);
  return found ? all(found) : null;
};
""",
    "php": """namespace App;

use App\\\\Page;

/** Loads pages. */
final class Loader implements Loads
{
    private array $pages = ['one' => 1];

    public function load(string $name, ?int $count = null): ?Page
    {
        run($a);
        $text = "it's {$name['a']}";
        return array_map(fn ($one) => $one->text(), $this->pages[$name] ?? []);
    }
}
""".replace("\\\\", "\\"),
    "go": """package page

import (
	"fmt"
	"net/http"
)

type Loader struct {
	Names map[string][]string `json:"names"`
}

func (l *Loader) Load(w http.ResponseWriter, name string) (text string, err error) {
	run(a)
	for _, one := range l.Names[name] {
		if text, err = read(one); err != nil {
			return "", fmt.Errorf("no page %q: %w", one, err)
		}
	}
	return text, nil
}
""",
    "java": """package acme.web;

import java.util.List;

/** Loads pages for the one who asks. */
@Service("loader")
public class Loader<T extends Page> implements Loads<T> {
    private final Map<String, List<T>> pages = new HashMap<>();

    @Override
    public List<T> load(final String name) throws IOException {
        run(a);
        return pages.getOrDefault(name, List.of()).stream().filter(p -> p.isOpen()).toList();
    }
}
""",
}  # fmt: skip
_STEP = 17
_READ_SHARE_MIN = 0.7


def is_code(language: str, repaired: Repaired, call: str) -> bool:
    """Tell whether a call stands in one of the readings, and in no string or comment there."""
    heads = [one.text[: one.text.index(call)] for one in repaired.readings if call in one.text]
    endings = [read(GRAMMARS[language], head) for head in heads]
    return any(ending.literal is None and not ending.in_line_comment for ending in endings)


@pytest.mark.parametrize("language", TEXTS)
def test_nothing_is_left_out(language: str) -> None:
    """Wherever a text begins and stops, all that is read is in one reading, and a whole line of code is code in one."""
    text = TEXTS[language]
    call = next(line for line in text.split("\n") if "run(" in line)
    read_count = 0
    for begin in range(0, len(text), _STEP):
        candidate = text[begin : begin + len(text) * 2 // 3]
        repaired = repair(language, "", candidate)
        if repaired is None:
            continue
        read_count += 1
        assert candidate.startswith(repaired.kept)
        assert UNREAD.fullmatch(unread(repaired))
        if f"\n{call}\n" in repaired.kept:
            assert is_code(language, repaired, call.strip())

    assert read_count > len(range(0, len(text), _STEP)) * _READ_SHARE_MIN


# Imports and what was cut out of a file far below; a call in each part.
PARTED_PYTHON = (
    "from a import (b,\n    c)\nrun(a)\n\n\n    def load():\n        text = '''one:\ntwo'''\n        go(text)\n",
    "x = 1 + \\\n    2\nrun(a)  # so:\n    go(b)\n",
    "    def one(self):\n        run(a)\n\n# below\n\n            go(b)\n            if x:\n                y = [1,",
    "run(a)\n  go(b)\n    c()\n",
    "a(b):\n    run(a)\n    x = 1\n        # not this\n        go(b)\n        y()\n",
)


@pytest.mark.parametrize("candidate", PARTED_PYTHON)
def test_python_that_lacks_its_middle_is_read_by_parts(candidate: str) -> None:
    """Where a line is deeper than the one above, which opens no block, all of both parts is code in one of them."""
    repaired = repair("python", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert not unread(repaired)
    assert all(is_code("python", repaired, call) for call in ("run(a)", "go("))


# Torn out of elements: from inside a tag, to inside one, from between two of them.
TORN_ELEMENTS = (
    "value={run(a)}\n  title={`${name(\n    x,\n  )} it`}\n>\n  <B c={d}>{e}</B>\n</button>\n);\n};\nlet f = '",
    "onOpen={() => {\n  run(a);\n}}\ntype={type}\nelements={elem",
    '</button>\n</Menu>\n{isOpen && (\n  <Panel\n    onOpen={() => run(a)}\n    className="pan',
    "}) => {\n  return (\n    <Menu\n      a={`${b(\n      d,\n    )} c`}\n    >\n      {run(a)}\n    </Menu>\n  );",
    "b ? (\n  <li>{b}</li>\n) : null\n}\n</ul>\n</li>\n) : (\n  <tr onClick={(e) => {\n    if (c) {\n      run(a);",
    "={`a b--${b}`}\n>\n  <div>{run(a)}</div>\n  <E f={g} />\n</div>\n<H>{i}</H>\n</div",
)


@pytest.mark.parametrize("candidate", TORN_ELEMENTS)
def test_what_is_torn_out_of_elements_is_read_whole(candidate: str) -> None:
    """Attributes whose tag is missing are given one; where an element ends, code goes on."""
    repaired = repair("typescript", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert UNREAD.fullmatch(unread(repaired))
    assert is_code("typescript", repaired, "run(a)")


def test_the_text_of_an_element_is_no_place_for_code() -> None:
    """What is behind a tag that the text did not begin may be code, compared with something."""
    repaired = repair("javascript", "", "a={b} >\n) eval(x)\n)")

    assert repaired is None or is_code("javascript", repaired, "eval(x)")
