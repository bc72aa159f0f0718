"""A small operating system of objects: tasks of several classes, queues, messages, virtual methods, properties."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(order=True)
class Message:
    priority: int
    payload: int = field(compare=False)


class Task:
    def __init__(self, name):
        self.name = name
        self.inbox = deque()
        self.done = 0

    @property
    def ready(self):
        return bool(self.inbox)

    def step(self, system):
        message = self.inbox.popleft()
        self.done += 1
        self.handle(system, message)

    def handle(self, system, message):
        raise NotImplementedError


class Worker(Task):
    def handle(self, system, message):
        system.send("device" if message.payload % 3 else "handler", message.priority, message.payload * 5 % 8191)


class Handler(Task):
    def __init__(self, name):
        super().__init__(name)
        self.seen = {}

    def handle(self, system, message):
        key = message.payload % 64
        self.seen[key] = self.seen.get(key, 0) + 1
        system.send("worker", message.priority + 1, message.payload + self.seen[key])


class Device(Task):
    def handle(self, system, message):
        try:
            if message.payload % 5 == 0:
                raise ValueError(message.payload)
            system.send("handler", message.priority, message.payload)
        except ValueError as error:
            system.send("worker", message.priority, error.args[0] + 1)


class System:
    def __init__(self):
        self.tasks = {task.name: task for task in (Worker("worker"), Handler("handler"), Device("device"))}

    def send(self, name, priority, payload):
        self.tasks[name].inbox.append(Message(priority, payload))

    def run(self, steps):
        while steps:
            for task in self.tasks.values():
                if task.ready and steps:
                    task.step(self)
                    steps -= 1
        return {name: (task.done, len(task.inbox)) for name, task in self.tasks.items()}


system = System()
for number in range(40):
    system.send("worker", number % 4, number)
print(system.run(230_000), sum(message.payload for task in system.tasks.values() for message in sorted(task.inbox)))
