"""Chains of constraints: virtual methods, inheritance, lists of objects."""


class Variable:
    def __init__(self, value):
        self.value, self.constraints, self.stamp = value, [], 0


class Constraint:
    strength = 1

    def __init__(self, *variables):
        self.variables = variables
        for variable in variables:
            variable.constraints.append(self)

    def is_satisfied(self, stamp):
        return self.target().stamp == stamp

    def target(self):
        return self.variables[-1]

    def propagate(self, stamp):
        self.execute()
        target = self.target()
        target.stamp = stamp
        return target


class Equal(Constraint):
    def execute(self):
        self.variables[1].value = self.variables[0].value


class Scale(Constraint):
    strength = 2

    def execute(self):
        source, factor, offset, target = self.variables
        target.value = source.value * factor.value + offset.value


def plan(root, stamp):
    todo = [root]
    steps = 0
    while todo:
        variable = todo.pop()
        for constraint in variable.constraints:
            if constraint.variables[0] is variable and not constraint.is_satisfied(stamp):
                steps += constraint.strength
                todo.append(constraint.propagate(stamp))
    return steps


def chain(length):
    variables = [Variable(0) for _ in range(length)]
    two, three = Variable(2), Variable(3)
    for index in range(length - 1):
        if index % 3:
            Equal(variables[index], variables[index + 1])
        else:
            Scale(variables[index], two, three, variables[index + 1])
    return variables


total = 0
for size in range(1, 5):
    variables = chain(100 * size)
    for stamp in range(1, 250):
        variables[0].value = stamp
        total += plan(variables[0], stamp)
print(total, variables[-1].value % 1_000_007)
