"""The standard logging, to memory."""
import io
import logging

stream = io.StringIO()
logger = logging.getLogger("bench")
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
logger.addHandler(handler)
logger.propagate = False
logger.setLevel(logging.INFO)
for number in range(12_000):
    logger.debug("nobody sees %d", number)
    logger.info("request %d took %.3f s from %s", number, number / 1000, "host")
print(len(stream.getvalue()))
