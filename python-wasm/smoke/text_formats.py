import configparser
import csv
import io
import json
import tomllib

table = list(csv.DictReader(io.StringIO('name,score\n"a, b",3\nc,4\n')))
assert table == [{"name": "a, b", "score": "3"}, {"name": "c", "score": "4"}]
value = {"a": [1, 2.5, None, True, "\u00e9\U0001f40d"], "b": {}}
assert json.loads(json.dumps(value)) == value
assert json.dumps(value, ensure_ascii=False).count("\U0001f40d") == 1
assert tomllib.loads("[a]\nb = 1979-05-27\n")["a"]["b"].year == 1979
config = configparser.ConfigParser()
config.read_string("[x]\ny = 1\n")
assert config.getint("x", "y") == 1
