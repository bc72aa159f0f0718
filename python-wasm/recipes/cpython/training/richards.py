"""A small operating system: classes, methods, queues of packets."""


class Packet:
    def __init__(self, link, owner, kind):
        self.link, self.owner, self.kind, self.data = link, owner, kind, [0] * 4


class Task:
    def __init__(self, system, number, priority):
        self.system, self.number, self.priority = system, number, priority
        self.queue, self.waiting, self.held, self.runs = [], False, False, 0

    def accept(self, packet):
        self.queue.append(packet)
        self.waiting = False

    def is_ready(self):
        return not self.held and not self.waiting

    def step(self):
        self.runs += 1
        return self.run(self.queue.pop(0) if self.queue else None)


class Idle(Task):
    control = 1

    def run(self, packet):
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            self.system.release(4)
        else:
            self.control >>= 1
            self.system.release(5)


class Worker(Task):
    letter = 0

    def run(self, packet):
        if packet is None:
            self.waiting = True
            return
        packet.owner = 2 if packet.owner == 3 else 3
        for index in range(4):
            self.letter = (self.letter + 1) % 26
            packet.data[index] = 65 + self.letter
        self.system.send(packet.owner, packet)


class Handler(Task):
    def run(self, packet):
        if packet is None:
            self.waiting = True
            return
        target = 4 if packet.data[0] & 1 else 5
        self.system.send(target, packet)


class Device(Task):
    def run(self, packet):
        if packet is None:
            self.held = True
            return
        packet.kind += 1
        self.system.send(1, packet)
        self.held = packet.kind % 3 == 0


class System:
    def __init__(self):
        kinds = [Idle, Worker, Handler, Handler, Device, Device]
        self.tasks = [kind(self, number, number) for number, kind in enumerate(kinds)]
        self.sent = 0
        for number in range(6):
            self.tasks[1].accept(Packet(None, 2, number))

    def release(self, number):
        self.tasks[number].held = False

    def send(self, number, packet):
        self.sent += 1
        self.tasks[number].accept(packet)

    def schedule(self, rounds):
        for _ in range(rounds):
            for task in self.tasks:
                if task.is_ready():
                    task.step()


system = System()
system.schedule(25_000)
print(system.sent, [task.runs for task in system.tasks])
