from datetime import datetime

import dateutil.parser
import dateutil.relativedelta
import dateutil.rrule
import dateutil.tz
import pytz
import six
import tzdata

assert dateutil.parser.parse("3rd of May 2001 10:20") == datetime(2001, 5, 3, 10, 20)
assert datetime(2024, 1, 31) + dateutil.relativedelta.relativedelta(months=1) == datetime(2024, 2, 29)
assert len(list(dateutil.rrule.rrule(dateutil.rrule.DAILY, count=3, dtstart=datetime(2024, 1, 1)))) == 3
assert dateutil.tz.gettz("Asia/Tokyo").utcoffset(datetime(2024, 1, 1)).seconds == 9 * 3600
assert pytz.timezone("America/New_York").localize(datetime(2024, 7, 1)).utcoffset().seconds == 20 * 3600
assert six.ensure_binary("a") == b"a"
assert tzdata.IANA_VERSION >= "2024a"
