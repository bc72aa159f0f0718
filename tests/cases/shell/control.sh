#### if_elif_else
for n in 1 2 3; do if ((n==1)); then echo one; elif ((n==2)); then echo two; else echo many; fi; done; if false; then :; fi; echo $?; if ! true; then echo a; else echo b; fi

#### loops
for x in a b c; do echo -n $x; done; echo; i=0; while ((i<3)); do echo -n $i; ((i++)); done; echo; until ((i==0)); do ((i--)); echo -n $i; done; echo; for x; do echo never; done; for x in; do echo never; done; echo $?

#### break_and_continue
for i in 1 2 3 4 5; do ((i==2)) && continue; ((i==4)) && break; echo $i; done; for i in 1 2; do for j in a b c; do [[ $j == b ]] && continue 2; [[ $i == 2 ]] && break 2; echo $i$j; done; done; while true; do break; done; echo $?

#### case_patterns
t() { case $1 in a) echo lit;; b|c) echo alt;; [0-9]*) echo num;; *.txt) echo txt;; '*') echo star;; ?) echo one;; '') echo empty;; *) echo other;; esac; }; for x in a c 42 f.txt '*' z '' long; do t "$x"; done

#### case_fallthrough
for x in a b c; do case $x in a) echo A;& b) echo B;; c) echo C;;& *) echo star;; esac; done; case x in (x) echo paren;; esac; case none in a) ;; esac; echo $?

#### case_expansions
p='a*'; case abc in $p) echo glob;; esac; case abc in "$p") echo no;; *) echo quoted;; esac; case "$(echo hi)" in h?) echo sub;; esac; case $((1+1)) in 2) echo two;; esac; shopt -s nocasematch; case ABC in abc) echo nocase;; esac

#### loop_status
for x in 1; do false; done; echo $?; while false; do :; done; echo $?; for x in 1 2; do (exit $x); done; echo $?; until true; do :; done; echo $?

#### select_menu
select x in red green blue; do echo "you $x $REPLY"; [[ $x == blue ]] && break; done 2>/dev/null <<< $'1\n9\n3'; echo done

#### subshell_isolation
x=1; (x=2; cd /; set -f; trap 'echo t' EXIT); echo $x; (exit 7); echo $?; ( (exit 3) ); echo $?; a=$( (echo nested) ); echo $a; (exec true; echo no); f() (exit 4); f; echo $?

#### groups
{ echo a; echo b; }; { x=5; }; echo $x; { false; }; echo $?; { :; } && echo ok; true && { echo t; } || { echo f; }

#### and_or_chains
true && true && echo 1; false || false || echo 2; false && echo no; echo $?; true || echo no; echo $?; false || true && echo 3; (exit 4) || echo $?; [ 1 ] && [ 2 ] && echo 4

#### infinite_loop_with_break
n=0; while :; do n=$((n+1)); [ $n -ge 1000 ] && break; done; echo $n; for (( ; ; )); do break; done; until ! :; do ((n--)) || break; done; echo $n

#### nested_functions_and_loops
outer() { for i in 1 2 3; do inner $i || return 1; done; }; inner() { [[ $1 == 2 ]] && return 1; echo $1; }; outer; echo $?

#### set_e_basic
(set -e; false; echo no); echo $?; (set -e; true; echo yes); (set -e; (exit 3); echo no); echo $?; (set -e; x=$(false); echo no); echo $?; bash -ec 'false; echo no'; echo $?

#### set_e_exemptions
set -e; false || true; if false; then :; fi; while false; do :; done; ! true; false && true; [[ a == b ]] || echo ok; f() { false; echo in; }; f || echo no; if f; then echo t; fi; echo end

#### set_e_in_pipelines
(set -e; false | true; echo survived); (set -eo pipefail; false | true; echo no); echo $?; (set -e; true | false; echo no); echo $?; (set -e; f() { false; echo no; }; f; echo no); echo $?; (set -e; { false; echo no; }; echo no); echo $?

#### set_u
(set -u; echo "$nope"; echo no) 2>/dev/null; echo $?; (set -u; echo "${nope-ok}" "${nope:-ok}" "${nope+x}"; echo $#; echo "$@"; a=(); echo "${a[@]}"; echo end); (set -u; echo $((nope+1))) 2>/dev/null; echo $?

#### set_x
PS4='+ '; { set -x; x='a b'; echo "$x" $((1+1)); set +x; } 2>&1; echo off

#### set_options
set -o | grep -E '^(errexit|nounset|pipefail|noglob)' ; set -f; echo *; set +f; [[ -o noglob ]] || echo off; set -a; AV=1; set +a; printenv AV; set -- -x; echo $1; shopt -q extglob; echo $?; shopt -s extglob; shopt -q extglob; echo $?

#### noexec_and_syntax
bash -n -c 'echo hi'; echo $?; bash -n -c 'if true; then' 2>/dev/null; echo $?; bash -c 'if' 2>/dev/null; echo $?; bash -c 'echo a; fi' 2>/dev/null; echo $?; bash -c 'echo "unterminated' 2>/dev/null; echo $?

#### exit_codes
bash -c 'exit 3'; echo $?; bash -c 'exit 256'; echo $?; bash -c 'exit -1'; echo $?; (exit); echo $?; nosuchcommand 2>/dev/null; echo $?; ./nofile 2>/dev/null; echo $?; touch nx; ./nx 2>/dev/null; echo $?; mkdir d; ./d 2>/dev/null; echo $?; bash nofile 2>/dev/null; echo $?; bash -c 'kill -9 $$'; echo $?; bash -c 'kill -TERM $$'; echo $?

#### exit_stops
echo before; exit 12; echo after

#### true_false_colon
true; echo $?; false; echo $?; :; echo $?; : ignored args $(echo evaluated >&2) 2>/dev/null; [ ]; echo $?; test; echo $?

#### until_reads_file
printf 'a\n\nb\n' > f; n=0; while IFS= read -r line; do ((n++)); [[ -z $line ]] && { echo blank $n; continue; }; echo "$n $line"; done < f; exec 5< f; until ! read -ru5 l; do echo "[$l]"; done

#### for_over_words_and_globs
touch b.c a.c; for f in *.c; do echo ${f%.c}; done; for w in $(echo x y); do echo $w; done; for i in {1..3} "q r" $((2*2)); do echo $i; done; for f in *.none; do echo $f; done; for i in 1 2 3
do
  echo line $i
done

#### falls_through
case x in x) echo 1;& y) echo 2;; z) echo 3;; esac; case ab in a*) echo A;;& *b) echo B;;& c) echo C;; *) echo D;; esac

#### errexit_contexts
set -e; f() { false; echo in f; }; f || echo caught; if ! f; then echo no; fi; (false; echo no) || echo sub; x=$(false) || echo asg; false | true; echo pipe ok; ! true; echo neg; false; echo unreachable

#### loops_of_all_kinds
x=10; while ((x > 7)); do ((x--)); done; echo $x; for ((i=10;i>0;i-=3)); do echo -n "$i "; done; echo; until [ $x -eq 5 ]; do x=$((x-1)); done; echo $x; i=0; while true; do ((i++)); ((i==2)) && continue; ((i>4)) && break; echo -n $i; done; echo; for x in "$@"; do echo no; done; for x in a\ b 'c d'; do echo "$x"; done; for x in {a..c}; do case $x in [ab]) echo -n "AB ";; *) echo other;; esac; done; if false; then :; elif true; then echo elif; else echo else; fi; [[ 1 -eq 1 ]] && { echo grp; } || echo no; true && false || echo or; ! true || echo nt
