#### function_nesting
# differs: the interpreter's stack ends a recursion of some thousand calls (VL-29)
d() { if (($1==0)); then echo bottom; else d $(($1-1)); fi; }; d 3000

#### du_of_deep_trees
# differs: it holds a descriptor for each level (VL-39)
for ((i = 0; i < 1100; i++)); do mkdir d; cd d; done; cd ~; du -s d > /dev/null; echo $?; rm -rf d; ls
