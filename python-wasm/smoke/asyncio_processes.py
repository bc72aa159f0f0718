import asyncio
import sys


async def main():
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import sys; print(sys.stdin.read() + '!'); sys.exit(3)",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(child.communicate(b"hello"), 20)
    assert (out, child.returncode) == (b"hello!\n", 3)
    queue = asyncio.Queue()
    asyncio.get_running_loop().call_later(0.02, queue.put_nowait, "late")
    assert await queue.get() == "late"
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.02)
    except TimeoutError:
        pass


asyncio.run(main())
