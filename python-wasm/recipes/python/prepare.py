"""Runs when the image is built, in the interpreter whose memory becomes the image of every later start.

It loads what programs import, uses it once, and takes it out of sys.modules again: the modules wait there for a program
to import them. What their loading changed elsewhere (atexit, warnings.filters, sys.meta_path) waits with them.
"""

import _frozen_importlib as bootstrap
import _frozen_importlib_external as external
import sys

usual = dict(sys.modules)

import _warnings
import atexit
import gc

loaded = bootstrap._load_unlocked
# What happened, in order: a module's name when its code begins to run, None when that ends, and each import.
events = []
# What loading a module changed besides sys.modules.
changes = {}


class Change:
    """What the code of one module, and not of those it imports, registered in the interpreter."""

    def __init__(self):
        self.exits, self.filters, self.finders = [], [], []

    def __bool__(self):
        return bool(self.exits or self.filters or self.finders)

    def again(self):
        for function, args, kwargs in self.exits:
            register(function, *args, **kwargs)
        if self.filters:
            _warnings.filters[:0] = self.filters
            _warnings._filters_mutated()
        sys.meta_path.extend(self.finders)


running = []
known = set(sys.modules)
filters, finders = list(_warnings.filters), list(sys.meta_path)
first_filters, first_finders = list(filters), list(finders)


def settle():
    """Puts down to the module that runs what has changed since the last call."""
    if not running:
        return
    change = changes[running[-1]]
    change.filters[:0] = _warnings.filters[: len(_warnings.filters) - len(filters)]
    change.finders.extend(finder for finder in sys.meta_path if finder not in finders)
    filters[:], finders[:] = _warnings.filters, sys.meta_path
    # Some put modules into sys.modules that no loader has made.
    for name in [name for name in sys.modules if name not in known]:
        events.append((name, None))
        known.add(name)


def load(spec):
    settle()
    events.append(spec.name)
    known.add(spec.name)
    changes[spec.name] = Change()
    running.append(spec.name)
    try:
        return loaded(spec)
    finally:
        settle()
        running.pop()
        events.append(None)


def register(function, *args, **kwargs):
    if running:
        changes[running[-1]].exits.append((function, args, kwargs))
    else:
        atexit_register(function, *args, **kwargs)
    return function


trace_imports(events)
bootstrap._load_unlocked = load
atexit_register, atexit.register = atexit.register, register

for name in MODULES:
    __import__(name)
exec(compile(USE, "<use>", "exec"), {"__name__": "__use__"})

atexit.register = atexit_register
bootstrap._load_unlocked = loaded
trace_imports([])

waiting = {name: module for name, module in sys.modules.items() if name not in usual}

# What a module asked for while its code ran: itself part of what its import adds to sys.modules.
wanted = {}
stack = []
for event in events:
    if event is None:
        stack.pop()
        continue
    name, names = (event, None) if isinstance(event, str) else event
    if stack:
        found = wanted.setdefault(stack[-1], {})
        found[name] = None
        for part in names or ():
            if f"{name}.{part}" in waiting:
                found[f"{name}.{part}"] = None
    if isinstance(event, str):
        stack.append(name)


def closure(name):
    """The waiting modules that an import of `name` loads after an ordinary start, in the order of sys.modules."""
    order, seen = [], set()

    def visit(name):
        parent = name.rpartition(".")[0]
        if parent and name not in seen:
            visit(parent)
        if name in seen or name not in waiting:
            return
        seen.add(name)
        for other in wanted.get(name, ()):
            visit(other)
        order.append(name)

    visit(name)
    return order


def import_renewed(name):
    """What a program's import of a module that waits has to do, if anything."""
    module, change, again = waiting[name], changes.get(name), RENEW.get(name)

    def renew():
        if again:
            again(module)
        if change:
            change.again()

    return renew if again or change else None


array = waiting["array"]
closures = {name: closure(name) for name in waiting}
numbers = {name: number for number, name in enumerate(waiting)}
records = []
for name, module in waiting.items():
    parent, _, child = name.rpartition(".")
    owner = waiting.get(parent, usual.get(parent))
    # A package has the submodules that it imports itself as its attributes at once, the others when they are imported.
    later = owner is not None and getattr(owner, child, None) is module and name not in closures.get(parent, ())
    if later:
        delattr(owner, child)
    records.append((name, module, owner if later else None, child, import_renewed(name)))

own_path = frozenset(sys.path)


def is_shadowed(name):
    """Whether a program's own finders, or directories before the interpreter's, have something under this name; or its
    environment tells the package what to be."""
    if name in READS and any(variable.startswith(READS[name]) for variable in os.environ):
        return True
    for finder in sys.meta_path:
        if finder is bootstrap.BuiltinImporter:
            break
        if finder.find_spec(name, None) is not None:
            return True
    for entry in sys.path:
        if entry in own_path:
            return False
        spec = external.PathFinder.find_spec(name, [entry])
        if spec is not None and spec.loader is not None:
            return True
    return True


everything = dict(sys.modules)
_warnings.filters[:] = first_filters
_warnings._filters_mutated()
# A warning that is ignored: the interpreter takes this list for its own again, after catch_warnings gave it others.
_warnings.warn_explicit("", ResourceWarning, "", 0)
for name in waiting:
    del sys.modules[name]
sys.meta_path[:] = first_finders
for path in sys.path_importer_cache.keys() - own_path:
    del sys.path_importer_cache[path]
orders = {name: array.array("H", [numbers[part] for part in parts]).tobytes() for name, parts in closures.items()}
keep_waiting(everything, records, orders, is_shadowed)
# No collection need look at what is there now.
gc.collect()
gc.freeze()
