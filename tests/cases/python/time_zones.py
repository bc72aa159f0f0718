#### zone_of_the_environment
# shell
for zone in Europe/Berlin America/New_York Asia/Kolkata Australia/Sydney EST5EDT CET-1CEST,M3.5.0,M10.5.0/3 XYZ-3 Nowhere/Zone ''; do
    TZ=$zone python3 -c "
import time, datetime as d
print(time.tzname, time.timezone, time.altzone, time.daylight)
for t in 0, 1.7e9, 1.72e9, 2.1e9: l = time.localtime(t); print(tuple(l), l.tm_zone, l.tm_gmtoff, time.mktime(l), time.ctime(t), time.strftime('%c %Z %z', l))
print(d.datetime.fromtimestamp(1e9), d.datetime(2024, 7, 1, 12).astimezone(), d.datetime(2024, 1, 1).timestamp(), d.datetime(2024, 7, 1, tzinfo=d.timezone.utc).astimezone().tzinfo)"
done

#### tzset
import os, time
for zone in ("Asia/Tokyo", "America/Sao_Paulo", "UTC", ":Europe/Paris", "AAA3BBB,M3.2.0/2,M11.1.0/2"):
    os.environ["TZ"] = zone; time.tzset(); print(zone, time.tzname, time.timezone, time.localtime(86400 * 200)[:5], time.strftime("%H:%M %Z", time.localtime(1.72e9)))
del os.environ["TZ"]; time.tzset(); print(time.tzname)

#### summer_and_winter
import os, time, datetime as d
os.environ["TZ"] = "Europe/Berlin"; time.tzset()
print([time.mktime((2024, 10, 27, 2, 30, 0, 0, 0, dst)) for dst in (0, 1)], time.mktime((2024, 3, 31, 2, 30, 0, 0, 0, -1)), d.datetime(2024, 10, 27, 2, 30).timestamp(), d.datetime(2024, 10, 27, 2, 30, fold=1).timestamp(), d.datetime(2024, 3, 31, 2, 30).timestamp(), d.datetime(2024, 3, 31, 2, 30).astimezone(), d.datetime(2024, 10, 27, 2, 30, fold=1).astimezone())
print(time.localtime(1711846799)[3:], time.localtime(1711846800)[3:])

#### zoneinfo_and_others
import zoneinfo, datetime as d, dateutil.tz, pandas as pd, importlib.resources, tzdata
z = zoneinfo.ZoneInfo("America/New_York"); print(d.datetime(2024, 7, 1, 12, tzinfo=z), d.datetime(2024, 1, 1, tzinfo=z).tzname(), d.datetime(2024, 3, 10, 2, 30, tzinfo=z).utcoffset(), "Asia/Tokyo" in zoneinfo.available_timezones(), not any("__init__" in n for n in zoneinfo.available_timezones()))
print(dateutil.tz.gettz("Europe/Paris").utcoffset(d.datetime(2024, 7, 1)), pd.Timestamp("2024-07-01", tz="Asia/Tokyo").tz_convert("Europe/London"), pd.date_range("2024-03-30", periods=3, tz="Europe/Berlin"), importlib.resources.files("tzdata").joinpath("zoneinfo/Europe/Berlin").read_bytes()[:4])
try: zoneinfo.ZoneInfo("No/Where")
except zoneinfo.ZoneInfoNotFoundError as e: print(e)
