#### function_nesting
# differs: the interpreter's stack ends a recursion of some thousand calls (VL-29)
d() { if (($1==0)); then echo bottom; else d $(($1-1)); fi; }; d 3000

#### substitution_in_for
# differs: brush's grammar takes a word there (VL-30)
for f in <(echo a) <(echo b); do cat "$f"; done

#### set_verbose
# differs: a script is read whole (VL-31)
# stderr
set -v
echo hi
