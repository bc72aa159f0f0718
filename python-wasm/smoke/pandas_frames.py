import io

import numpy as np
import pandas as pd

text = "city,day,rain\na,2024-01-01,1.5\nb,2024-01-01,\na,2024-01-02,2.5\nb,2024-01-02,4\n"
frame = pd.read_csv(io.StringIO(text), parse_dates=["day"])
assert frame.rain.isna().sum() == 1
assert frame.groupby("city").rain.sum().to_dict() == {"a": 4.0, "b": 4.0}
assert frame.groupby("city").rain.bfill().tolist() == [1.5, 4.0, 2.5, 4.0]
people = pd.DataFrame({"city": ["a", "b"], "people": [10, 20]})
merged = frame.merge(people, on="city")
assert merged.people.tolist() == [10, 20, 10, 20]
assert frame.pivot(index="day", columns="city", values="rain").shape == (2, 2)
assert frame.set_index("day").rain.resample("D").sum().tolist() == [1.5, 6.5]
assert pd.to_datetime("2024-03-31 02:30").tz_localize("UTC").tz_convert("Asia/Tokyo").hour == 11
assert pd.Series(["x", None, "yy"]).str.len().tolist()[0] == 1
assert pd.Series([1, 2, 3, 4]).rolling(2).mean().tolist()[1:] == [1.5, 2.5, 3.5]
assert pd.concat([people, people]).drop_duplicates().equals(people)
assert people.to_csv(index=False) == "city,people\na,10\nb,20\n"
assert people.to_json(orient="records") == '[{"city":"a","people":10},{"city":"b","people":20}]'
described = pd.DataFrame(np.arange(12).reshape(3, 4)).describe()
assert described.loc["std", 0] == 4.0
assert pd.cut([1, 5, 9], bins=3, labels=["low", "mid", "high"]).tolist() == ["low", "mid", "high"]
assert pd.date_range("2024-01-31", periods=3, freq="ME").day.tolist() == [31, 29, 31]
