"""Whole files of about fifteen lines, in every language that is repaired, that the tests cut anywhere; made up."""

from tests.syntax.samples_config import HCL, SQL, YAML
from tests.syntax.samples_shell import BASH, DOCKERFILE

PYTHON = (
    '''import json
import os


class Store:
    """Keeps notes."""

    def __init__(self, root: str) -> None:
        self.root = root

    def load(self, name, *, strict=True):
        path = os.path.join(self.root, f"{name}.json")
        try:
            with open(path, encoding="utf-8") as stream:
                return json.load(stream)
        except (OSError, ValueError) as error:
            if strict:
                raise KeyError(name) from error
        return {"name": name, "tags": [tag for tag in ("a", "b") if tag != name]}
''',
    '''def total(rows, rate=0.2):
    """
    Sum the rows.
    """
    result = 0
    for row in rows:
        if row["kind"] == "sale" and not row.get("void"):
            result += row["price"] * row["count"]
        elif row["kind"] == "refund":
            result -= row["price"]
        else:
            continue
    # the rate is a share
    return round(result * (1 + rate), 2)


print(total([{"kind": "sale", "price": 3, "count": 2}]))
''',
    """import asyncio


@decorate(limit=3)
async def fetch(client, urls):
    answers = {}
    async for url in urls:
        answer = await client.get(
            url,
            timeout=5,
        )
        answers[url] = answer.text if answer.ok else None
    while len(answers) > 10:
        answers.popitem()
    return sorted(answers.items(), key=lambda item: item[0])
""",
)
JAVASCRIPT = (
    """import fs from "fs";
const path = require("path");

export class Store {
  constructor(root) {
    this.root = root;
  }

  load(name, { strict = true } = {}) {
    const file = path.join(this.root, `${name}.json`);
    try {
      return JSON.parse(fs.readFileSync(file, "utf8"));
    } catch (error) {
      if (strict) throw new Error("missing " + name);
    }
    return { name, tags: ["a", "b"].filter((tag) => tag !== name) };
  }
}
""",
    """function total(rows, rate) {
  let result = 0;
  for (const row of rows) {
    if (row.kind === "sale" && !row.void) {
      result += row.price * row.count;
    } else {
      continue;
    }
  }
  // the rate is a share
  return result > 0 ? result * (1 + rate) : 0;
}

app.get("/total", async (request, response) => {
  const rows = await load(request.query.name);
  response.send(total(rows, 0.2));
});
""",
)
JAVA = (
    """package demo;

import java.util.List;

public class Store {
  private final String root;

  public Store(String root) {
    this.root = root;
  }

  @Override
  public String load(String name, boolean strict) throws Exception {
    String path = root + "/" + name;
    try {
      return Files.readString(Path.of(path));
    } catch (java.io.IOException error) {
      if (strict) {
        throw new IllegalStateException("missing", error);
      }
    }
    return name.isEmpty() ? "" : null;
  }
}
""",
    """class Sums {
  static int total(List<Row> rows, int rate) {
    int result = 0;
    for (Row row : rows) {
      if (row.kind.equals("sale") && !row.isVoid()) {
        result += row.price * row.count;
      } else {
        continue;
      }
    }
    // the rate is a share
    rows.forEach(row -> {
      System.out.println(row);
    });
    return result * (100 + rate) / 100;
  }
}
""",
)
GO = (
    """package store

import (
	"encoding/json"
	"os"
)

type Store struct {
	root string
}

func (s *Store) Load(name string, strict bool) (map[string]string, error) {
	data, err := os.ReadFile(s.root + "/" + name)
	if err != nil {
		return nil, err
	}
	notes := map[string]string{"name": name}
	if strict {
		err = json.Unmarshal(data, &notes)
	}
	return notes, err
}
""",
    """package sums

func total(rows []row, rate int) int {
	result := 0
	for _, entry := range rows {
		switch entry.kind {
		case "sale":
			result += entry.price * entry.count
		default:
			continue
		}
	}
	// the rate is a share
	go func() {
		defer wait.Done()
		report(result, rate)
	}()
	return result * (100 + rate) / 100
}
""",
)

TYPESCRIPT = (
    """import fs from "fs";
import type { Options } from "./options";

interface Note {
  name: string;
  tags?: string[];
}

export class Store<T extends Note> {
  private cache: Map<string, T> = new Map();

  constructor(private readonly root: string) {}

  load(name: string, { strict = true }: Options = {}): T | undefined {
    const file = `${this.root}/${name}.json`;
    try {
      return JSON.parse(fs.readFileSync(file, "utf8")) as T;
    } catch (error: unknown) {
      if (strict) throw new Error("missing " + name);
    }
    return this.cache.get(name);
  }
}
""",
    """type Rows = ReadonlyArray<{ kind: string; price: number }>;

enum Rate {
  Low = 1,
  High,
}

export function total(rows: Rows, rate: number): number {
  let result = 0;
  for (const row of rows) {
    if (row.kind === "sale") {
      result += row.price;
    }
  }
  // the rate is a share
  return result > 0 ? result * (1 + rate) : 0;
}

app.get("/total", async (request: Request, response) => {
  const rows: Rows = await load(request.query.name!);
  response.send(<number>total(rows, Rate.High));
});
""",
)
RUST = (
    """use std::collections::HashMap;
use std::{fs, io};

#[derive(Debug, Clone)]
pub struct Store<'a> {
    root: &'a str,
    cache: HashMap<String, u32>,
}

impl<'a> Store<'a> {
    pub fn load(&mut self, name: &str, strict: bool) -> Result<String, io::Error> {
        let path = format!("{}/{}.json", self.root, name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if strict => Err(error),
            Err(_) => {
                self.cache.insert(name.to_string(), 1);
                Ok(String::new())
            }
        }
    }
}
""",
    """fn total(rows: &[Row], rate: f64) -> f64 {
    let mut result = 0.0;
    for row in rows.iter() {
        if let Some(price) = row.price {
            result += price * 2.0;
        } else {
            continue;
        }
    }
    // the rate is a share
    let spread: Vec<char> = vec!['a', '\\'', 'c'];
    let raw = r#"a "quoted" text"#;
    spread.iter().map(|mark| mark.len_utf8()).sum::<usize>();
    unsafe {
        let first = *rows.as_ptr();
    }
    result * (1.0 + rate)
}
""",
)
C = (
    """#include <stdio.h>
#include <stdlib.h>

#define NOTES_MAX 16
#define SQUARE(value) ((value) * \\
    (value))

struct note {
    char name[32];
    unsigned int count;
};

static int load(const char *name, struct note *notes)
{
    FILE *stream = fopen(name, "r");
    int index = 0;

    if (!stream)
        return -1;
    while (index < NOTES_MAX && fgets(notes[index].name, 32, stream)) {
        notes[index].count = 0;
        index++;
    }
    fclose(stream);
    return index;
}
""",
    """typedef int (*compare)(const void *, const void *);

int total(struct row *rows, size_t count, int rate)
{
    static const int steps[2][2] = {{1, 2}, {3, 4}};
    int result = 0;
    size_t at;

#ifdef WITH_RATE
    result = rate;
#else
    result = steps[0][1];
#endif
    for (at = 0; at < count; at++) {
        switch (rows[at].kind) {
        case 'a':
            result += rows[at].price;
            break;
        default:
            goto done;
        }
    }
done:
    /* the rate is a share */
    printf("total %d of %zu\\n", result, count);
    return result > 0 ? result * (100 + rate) / 100 : 0;
}
""",
)
CPP = (
    """#include <string>
#include <vector>

using namespace std;

namespace notes {

class Store : public Base {
public:
    explicit Store(const std::string &root) : root_(root), count_{0} {}
    virtual ~Store() = default;

    std::string load(const std::string &name, bool strict) const {
        try {
            return read(root_ + "/" + name);
        } catch (const std::exception &error) {
            if (strict) {
                throw;
            }
        }
        return R"(a "raw" text)";
    }

private:
    std::string root_;
    int count_;
};

}  // namespace notes
""",
    """template <typename Row>
int total(const std::vector<Row> &rows, int rate)
{
    int result = 0;
    auto add = [&result](const Row &row) {
        result += row.price * 1'000;
    };
    for (const auto &row : rows) {
        if (row.kind == "sale" && !row.is_void()) {
            add(row);
        } else {
            continue;
        }
    }
    // the rate is a share
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.price < b.price; });
    std::cout << "total " << result << std::endl;
    return static_cast<int>(result * (100 + rate) / 100);
}
""",
)

CSHARP = (
    """using System;
using System.IO;

namespace Notes
{
    public class Store : IStore
    {
        private readonly string root;

        public string Name { get; set; }

        public Store(string root)
        {
            this.root = root;
        }

        public string Load(string name, bool strict = true)
        {
            var path = $"{root}/{name}.json";
            try
            {
                return File.ReadAllText(path);
            }
            catch (IOException error)
            {
                if (strict) throw new InvalidOperationException("missing", error);
            }
            return @"a ""raw"" text";
        }
    }
}
""",
    """public static class Sums
{
    public static async Task<int> Total(IEnumerable<Row> rows, int rate)
    {
        int result = 0;
        foreach (var row in rows)
        {
            if (row.Kind == "sale" && !row.IsVoid)
            {
                result += row.Price * row.Count;
            }
            else
            {
                continue;
            }
        }
        // the rate is a share
        rows.ToList().ForEach(row => {
            Console.WriteLine(row);
        });
        await Task.Delay(1);
        return result > 0 ? result * (100 + rate) / 100 : 0;
    }
}
""",
)
PHP = (
    """<?php
namespace Demo;

use Demo\\Notes\\Reader;

class Store extends Base
{
    private $root;

    public function __construct($root)
    {
        $this->root = $root;
    }

    public function load($name, $strict = true)
    {
        $path = "{$this->root}/$name.json";
        try {
            return json_decode(file_get_contents($path), true);
        } catch (\\Exception $error) {
            if ($strict) {
                throw new \\RuntimeException('missing');
            }
        }
        return array('name' => $name, 'tags' => ['a', 'b']);
    }
}
""",
    """<?php
function total(array $rows, $rate = 2)
{
    $result = 0;
    foreach ($rows as $key => $row) {
        if ($row['kind'] === 'sale' && !$row['void']) {
            $result += $row['price'] * $row['count'];
        } else {
            continue;
        }
    }
    // the rate is a share
    $add = function ($row) use ($rate) {
        return $row->price * $rate;
    };
    array_map($add, $rows);
    echo "total " . $result . " of " . count($rows);
    return $result > 0 ? $result * (100 + $rate) / 100 : 0;
}
""",
)

SAMPLES: dict[str, tuple[str, ...]] = {
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
