"""What functions leave where their parameters point to, and where C jumps."""

import pytest

from tests.dataflow.languages import Spoken

C = Spoken("c")
_READ = "static void get(int s, char *b) { recv(s, b, 99, 0); }"
_GET = "static void get(int s, struct conn *c) { recv(s, c->line, 99, 0); }"
_CLEAR = "static void drop(struct buffer *b) { free(b->data); b->data = NULL; }"
_PERHAPS = "static void drop(struct buffer *b) { if (n) free(b->data); }"
_DROP = "static void drop(struct buffer *b) { free(b->data); }"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{_READ} void f(int s) {{ char c[99]; get(s, c); system(c); }}", {"command-injection"}),
        (f"{_READ} void f(int s) {{ char c[99], d[9] = {{}}; get(s, c); puts(d); }}", set()),
        (f"{_GET} void f(int s, struct conn *c) {{ get(s, c); system(c->line); }}", {"command-injection"}),
        ("static void drop(char *p) { free(p); } void f(char *p) { drop(p); free(p); }", {"use-after-free"}),
        ("static void drop(char *p) { free(p); } void f(char *p, char *q) { drop(p); free(q); }", set()),
        ("static void drop(char *p) { p = next(p); free(p); } void f(char *p) { drop(p); free(p); }", set()),
        ("static void drop(char *p) { if (!--n) free(p); } void f(char *p) { drop(p); puts(p); }", set()),
        ("static void drop(char *p) { if (n) return; free(p); } void f(char *p) { drop(p); puts(p); }", set()),
        (f"{_DROP} void f(struct buffer *b) {{ drop(b); free(b->data); }}", {"use-after-free"}),
        (f"{_DROP} void f(struct buffer *b) {{ drop(b); b->data = NULL; free(b->data); }}", set()),
        (f"{_CLEAR} void f(struct buffer *b) {{ drop(b); free(b->data); }}", set()),
        (f"{_PERHAPS} void f(struct buffer *b) {{ drop(b); free(b->data); }}", set()),
    ],
)  # fmt: skip
def test_what_parameters_point_to(text: str, expected: set[str]) -> None:
    """What a function fills or frees is so for its caller if it is wherever the function ends."""
    assert expected == C.found(text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if (n) { free(p); goto out; } puts(p); out: free(p);", {"use-after-free"}),
        ("if (n) { free(p); p = NULL; goto out; } puts(p); out: free(p);", set()),
        ("if (n) goto out; puts(p); out: free(p);", set()),
        ("if (n) goto fail; free(p); return; fail: free(p);", set()),
        ("if (n) goto fail; return; fail: recv(n, c, 9, 0); system(c);", {"command-injection"}),
        ("again: puts(p); free(p); if (n) goto again;", set()),
        ("if (n) { free(p); goto elsewhere; } free(p);", set()),
        ("if (n) goto one; return; one: free(p); two: puts(p);", {"use-after-free"}),
    ],
)
def test_jumps(body: str, expected: set[str]) -> None:
    """A jump down goes on behind its label, with what is known where it starts."""
    assert expected == C.found(f"void f(char *p, int n) {{ char c[9]; {body} }}")


def test_many_jumps() -> None:
    """What stands behind labels is read so often only: a text of jumps is read in the time of its length."""
    jumps = "".join(f"if (n == {number}) goto out; " for number in range(500))
    rest = "puts(p); " * 500

    assert set() == C.found(f"void f(char *p, int n) {{ {jumps} return; out: {rest} }}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("struct a *p = malloc(9); p->b = 1;", {"unchecked-pointer"}),
        ("struct a *p = malloc(n); log(p->b);", {"unchecked-pointer"}),
        ("struct a *p = malloc(n); c[0] = p[1];", {"unchecked-pointer"}),
        ("struct a *p = malloc(n); p[1] = 1;", {"unchecked-pointer"}),
        ("s->p = malloc(n); s->p->b = 1;", {"unchecked-pointer"}),
        ("struct a *p = make(n); p->b = 1;", set()),
        ("struct a *p = malloc(n); if (!p) fail(); p->b = 1;", set()),
        ("struct a *p = malloc(n); if (NULL == p) return; p->b = 1;", set()),
        ("struct a *p; if ((p = malloc(n)) == NULL) return; p->b = 1;", set()),
        ("struct a *p; if (!(p = malloc(n))) return; p->b = 1;", set()),
        ("struct a *p = malloc(n); if (n && p != NULL) p->b = 1;", set()),
        ("struct a *p = malloc(n), *q = malloc(n); if (!p || !q) return; p->b = q->b;", set()),
        ("struct a *p = malloc(n), *q = p; if (!q) return; p->b = 1;", set()),
        ("struct a *p = malloc(n); p ? p->b = 1 : 0;", set()),
        ("struct a *p = malloc(n); while (p) p->b = 1;", set()),
        ("struct a *p = malloc(n); assert(p); p->b = 1;", set()),
        ("struct a *p = malloc(n); if (unlikely(!p)) return; p->b = 1;", set()),
        ("s->p = malloc(n); if (!s->p) return; s->p->b = 1;", set()),
        ("char *p = malloc(n); if (!p) return; memcpy(p, s->q, n); p[0] = 1;", set()),
    ],
)
def test_unseen_pointers(body: str, expected: set[str]) -> None:
    """What an allocation returned is used only where somebody has looked whether there is any."""
    assert expected == C.found(f"void f(struct s *s, int n) {{ char c[9]; {body} }}")
