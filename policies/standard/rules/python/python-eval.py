import ast
import builtins


def calculate(expression):
    # ruleid: python-eval
    first = eval(expression)
    # ruleid: python-eval
    second = builtins.eval(expression, {}, {})
    return first + second


def safe(expression, frame, model):
    # ok: python-eval
    frame.eval("a + b")
    # ok: python-eval
    model.eval()
    # ok: python-eval
    size = eval("1 << 4")
    # ok: python-eval
    return ast.literal_eval(expression) + size
