#### function_nesting
# differs: the interpreter's stack ends a recursion of some thousand calls (VL-29)
d() { if (($1==0)); then echo bottom; else d $(($1-1)); fi; }; d 3000
