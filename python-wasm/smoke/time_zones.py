import os
import time
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

paris = ZoneInfo("Europe/Paris")
assert datetime(2024, 7, 1, 12, tzinfo=paris).utcoffset() == timedelta(hours=2)
assert datetime(2024, 1, 1, 12, tzinfo=paris).utcoffset() == timedelta(hours=1)
assert len(available_timezones()) > 500
moment = datetime(2000, 2, 29, tzinfo=timezone.utc)
assert moment.timestamp() == 951782400
assert datetime.fromisoformat("2024-05-06T07:08:09+02:00").astimezone(timezone.utc).hour == 5
assert datetime.strptime("03 Mar 2021", "%d %b %Y").weekday() == 2
begin = time.monotonic()
time.sleep(0.05)
assert 0.045 < time.monotonic() - begin < 5
assert abs(time.time() - datetime.now(timezone.utc).timestamp()) < 5
assert time.process_time() > 0

os.environ["TZ"] = "America/New_York"
time.tzset()
assert time.tzname == ("EST", "EDT") and time.localtime(0).tm_hour == 19
assert datetime(2024, 7, 1, 12).astimezone().utcoffset() == timedelta(hours=-4)
