"""Whole files of about fifteen lines, four languages, that the tests cut anywhere; made up for these tests."""

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

SAMPLES: dict[str, tuple[str, ...]] = {"python": PYTHON, "javascript": JAVASCRIPT, "java": JAVA, "go": GO}
