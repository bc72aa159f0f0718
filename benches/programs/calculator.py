"""A language in small: tokens, a recursive-descent parser, a tree of tuples, and its evaluation."""

import operator

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "%": operator.mod, "<": operator.lt}
LEVELS = (("<",), ("+", "-"), ("*", "%"))
PROGRAM = """
n = 24000; a = 0; b = 1; s = 7;
while 0 < n { t = (a + b) % 65521; a = b; b = t; if t % 3 < 1 { s = s + t * 2; } else { s = (s * 3 - t) % 99991; } n = n - 1; }
"""


def tokens(text):
    at = 0
    while at < len(text):
        start, character = at, text[at]
        at += 1
        if character.isdigit():
            while text[at].isdigit():
                at += 1
            yield "number", int(text[start:at])
        elif character.isalpha():
            while text[at].isalpha():
                at += 1
            word = text[start:at]
            yield (word, None) if word in ("while", "if", "else") else ("name", word)
        elif not character.isspace():
            yield character, None
    yield "end", None


class Parser:
    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.at = 0

    def take(self, kind):
        if self.tokens[self.at][0] != kind:
            return False
        self.at += 1
        return True

    def block(self, end):
        statements = []
        while not self.take(end):
            statements.append(self.statement())
        return statements

    def statement(self):
        if self.take("while"):
            condition = self.expression()
            self.take("{")
            return "while", condition, self.block("}")
        if self.take("if"):
            condition = self.expression()
            self.take("{")
            then = self.block("}")
            self.take("else")
            self.take("{")
            return "if", condition, then, self.block("}")
        name = self.operand()[1]
        self.take("=")
        value = self.expression()
        self.take(";")
        return "set", name, value

    def expression(self, level=0):
        if level == len(LEVELS):
            return self.operand()
        left = self.expression(level + 1)
        while (kind := self.tokens[self.at][0]) in LEVELS[level]:
            self.at += 1
            left = kind, left, self.expression(level + 1)
        return left

    def operand(self):
        if self.take("("):
            inner = self.expression()
            self.take(")")
            return inner
        self.at += 1
        return self.tokens[self.at - 1]


def value(tree, names):
    kind = tree[0]
    if kind == "number":
        return tree[1]
    if kind == "name":
        return names[tree[1]]
    return OPERATORS[kind](value(tree[1], names), value(tree[2], names))


def run(block, names):
    for statement in block:
        match statement:
            case ("set", name, tree):
                names[name] = value(tree, names)
            case ("if", condition, then, otherwise):
                run(then if value(condition, names) else otherwise, names)
            case ("while", condition, body):
                while value(condition, names):
                    run(body, names)


parsed = Parser(PROGRAM * 8).block("end")
names = {}
run(parsed[:15], names)
print(len(parsed), names)
