import asyncio
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool


def square(n):
    return n * n


with ThreadPoolExecutor(max_workers=4) as executor:
    assert list(executor.map(square, range(5))) == [0, 1, 4, 9, 16]
    futures = {executor.submit(square, n): n for n in range(3)}
    assert all(future.result() == futures[future] ** 2 for future in as_completed(futures))
    failing = executor.submit(int, "x")
    assert isinstance(failing.exception(), ValueError)
with ProcessPoolExecutor() as executor:
    assert executor.submit(square, 12).result() == 144
with Pool(2) as pool:
    assert pool.map(square, range(4)) == [0, 1, 4, 9]
    assert list(pool.imap_unordered(square, [3])) == [9]
    assert pool.starmap(pow, [(2, 3)]) == [8]
    assert pool.apply_async(square, (5,)).get(timeout=1) == 25
assert ThreadPool(3).map(square, [2]) == [4]
try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    assert str(error) == "can't start new thread"
lock = threading.Lock()
with lock:
    assert not lock.acquire(timeout=0.05)


async def gather():
    async def wait(n):
        await asyncio.sleep(0.01 * n)
        return n

    threaded = await asyncio.to_thread(square, 9)
    return await asyncio.gather(*(wait(n) for n in range(4))), threaded


assert asyncio.run(gather()) == ([0, 1, 2, 3], 81)
