import operator

OPERATORS = {"lt": operator.lt, "gt": operator.gt, "eq": operator.eq}

class Rule:
    def __init__(self, field: str, op: str, value: float) -> None:
        self.field = field
        self.op = op
        self.value = value

    def matches(self, record: dict) -> bool:
        return bool(eval(f"record['{self.field}'] {self.op} {self.value}"))
