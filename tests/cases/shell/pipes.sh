#### simple
printf 'c\na\nb\n' | sort | head -2 | tr a-z A-Z; echo abc | rev | cat; seq 5 | wc -l; echo x | cat | cat | cat

#### status
true | false; echo $?; false | true; echo $?; (exit 3) | (exit 4); echo $? ; ! true; echo $?; ! false | false; echo $?; true | true | (exit 9); echo "${PIPESTATUS[*]}"

#### yes_head
yes | head -1; echo ${PIPESTATUS[@]}

#### pipefail
set -o pipefail; false | true; echo $?; (exit 3) | (exit 5) | true; echo $?; true | true; echo $?; set +o pipefail; false | true; echo $?

#### last_stage_is_a_subshell
x=1; echo 2 | read x; echo $x; echo 3 | { read x; echo in $x; }; echo out $x; shopt -s lastpipe; echo 4 | read x; echo $x

#### loops_in_pipelines
for i in 3 1 2; do echo $i; done | sort | while read n; do echo "n=$n"; done | paste -sd,; seq 3 | while read i; do seq $i | paste -sd+; done; while read a; do echo $a; done < <(seq 2) | tac

#### concurrent_stages
{ sleep 0.1; echo late; } | { echo first; cat; }; { echo a; sleep 0.1; echo b; } | while read l; do echo "got $l"; done

#### sigpipe
seq 1000000 | head -2; echo ${PIPESTATUS[0]}; yes abc | head -c 9 | od -c | head -1; while :; do echo loop; done 2>/dev/null | head -1; echo ${PIPESTATUS[1]}

#### large_transfer
head -c 3000000 /dev/zero | tr '\0' a | wc -c; seq 200000 | tail -1; seq 100000 | sort -n | md5sum; head -c 1000000 /dev/zero | cat | cat | cat | wc -c

#### groups_and_subshells
{ echo b; echo a; } | sort; (echo d; echo c) | sort; { read x; echo "first $x"; cat; } < <(seq 3); ( cd /; pwd ) | cat

#### process_substitution
cat <(echo a) <(echo b); diff <(seq 3) <(seq 2 4); echo $?; paste <(seq 3) <(seq 4 6); wc -l < <(seq 10); while read l; do n=$((n+1)); done < <(seq 7); echo $n; comm -12 <(printf 'a\nb\n') <(printf 'b\nc\n')

#### process_substitution_out
seq 3 > >(tac > f; echo done >> f); sleep 0.2; cat f; echo data | tee >(tr a-z A-Z > g) > /dev/null; sleep 0.2; cat g

#### process_substitution_names
f() { cat "$1"; cat "$2"; }; f <(echo one) <(echo two); x=<(echo); [[ $(echo <(:)) == /dev/fd/* ]] && echo devfd; read a < <(echo v); echo $a; sort -m <(seq 1 2 5) <(seq 2 2 6) | paste -sd' '

#### issue_example_tac
cat <(echo a) <(echo b) | tac; x=$(printf "%s\n" {1..5} | paste -sd+ | { read e; echo $((e)); }); echo $x

#### negation_and_lists
true && echo a || echo b; false && echo a || echo b; ! false && echo c; true; false || { echo d; false; } || echo e; false && false || true && echo f

#### xargs_pipeline
seq 5 | xargs; seq 5 | xargs -n 2; echo a b c | xargs -I{} echo "<{}>"; printf 'x y\0z\0' | xargs -0 -n1 echo; seq 3 | xargs -n1 sh -c 'echo $0$0'; echo | xargs -r echo never

#### pipe_into_function
count() { local n=0; while read -r _; do ((n++)); done; echo $n; }; seq 42 | count; printf 'no newline' | count; printf 'a\nlast' | while read -r l || [[ -n $l ]]; do echo "[$l]"; done

#### nested_pipelines
echo "$(echo a | tr a b | sed "s/b/$(echo c | tr c d)/")" | cat; { seq 3 | { while read x; do echo $x | tr 1-3 a-c; done; } | sort -r; } | paste -sd:

#### many_stages
echo start | sed s/s/1/ | sed s/t/2/ | sed s/a/3/ | sed s/r/4/ | sed s/t/5/ | cat | cat | cat | cat | cat | cat | cat | cat | cat | cat

#### named_pipe
mkfifo p; echo through > p & cat p; wait; (seq 3 > p) & while read x; do echo "fifo $x"; done < p; [[ -p p ]] && echo isfifo

#### coproc
coproc CAT { cat; }; echo hello >&${CAT[1]}; read -r x <&${CAT[0]}; echo "$x"; exec {CAT[1]}>&-; wait $CAT_PID; echo $?

#### coproc_calculator
coproc { while read -r e; do echo $((e)); done; }; echo '6*7' >&${COPROC[1]}; read r <&${COPROC[0]}; echo $r; echo '2**8' >&${COPROC[1]}; read r <&${COPROC[0]}; echo $r

#### time_and_not
time -p true 2>/dev/null; ! time false 2>/dev/null; echo $?; { time -p :; } 2>&1 | cut -d' ' -f1

#### exit_in_pipeline
echo a | (cat; exit 4); echo $?; echo a | { exit 5; }; echo $?; exit 6 | true; echo still ${PIPESTATUS[0]}; (echo x; exit 2) | cat; echo ${PIPESTATUS[@]}

#### background_pipeline
seq 5 | sort -r | head -1 > f & wait $!; echo $?; cat f; { sleep 0.05; echo bg; } | cat & wait; echo end

#### reading_the_rest
seq 5 | { read a; read b; echo "$a $b"; cat; }; printf 'a b\nc d\n' | { read x y; echo $y; read x y; echo $y; }; seq 10 | { head -n 1 >/dev/null; read x; echo ok; }

#### coprocess_reads
coproc { read x; echo "got $x"; }; echo hi >&"${COPROC[1]}"; read r <&"${COPROC[0]}"; echo "$r"; wait $COPROC_PID; echo $?

#### coprocess_named
coproc CAT { cat; }; echo one >&${CAT[1]}; exec {CAT[1]}>&-; cat <&${CAT[0]}; wait $CAT_PID; echo done

#### lastpipe
echo a | { read x; echo $x; }; echo b | read y; echo "[$y]"; shopt -s lastpipe; echo c | read z; echo "[$z]"; while read l; do n=$((n+1)); done < <(seq 5); echo $n

#### substitutions_in_for
for f in <(echo a) <(echo b); do cat "$f"; done; for f in x <(echo c) y; do echo ${f:0:1}; done; select q in <(echo z); do break; done <<< 1

#### functions_in_pipes
f() { cat; } ; f <<< in; echo data | f; f < <(echo ps); while read -u 4 l; do echo "4:$l"; done 4< <(seq 2); read -r first < <(seq 5); echo $first; cat <(echo a) - <(echo c) <<< b; wc -c <<< "héllo"; echo -n "$(cat <<< x)"; echo; tac <<< $'1\n2'; paste -d, <(seq 2) <(seq 3 4); comm -12 <(seq 5) <(seq 3 8); join <(echo 'a 1') <(echo 'a 2'); sort -u <(echo b) <(echo a); for i in $(seq 2); do for j in $(seq 2); do echo -n "$i$j "; done; done; echo
